import { isKeyword } from './clauses.js';
import type { Clause, Draft, Field, Grammar } from './grammar.js';
import { alwaysQuote, quoteWord } from './tokenize.js';

/**
 * Returns the command line for a draft, without the operation's name. Parsing it as Slack sends it gives the same
 * draft.
 */
export function formatCommandLine(grammar: Grammar, draft: Draft): string {
  const givenClauses = grammar.clauses.filter(({ field }) => (draft[field] ?? []).length > 0);
  // `encrypted with <key>` implies `encrypted`.
  const needed = givenClauses.filter(
    ({ takes, keyword }) => takes !== 'flag' || !givenClauses.some((other) => other.keyword.startsWith(`${keyword} `)),
  );
  const ordered = [
    ...needed.filter(({ takes }) => takes !== 'rest'),
    ...needed.filter(({ takes }) => takes === 'rest'),
  ];
  const subject = grammar.subject === undefined ? '' : formatValues(grammar, grammar.subject, draft);
  return [subject, ...ordered.map((clause) => formatClause(grammar, clause, draft))].filter(Boolean).join(' ');
}

function formatClause(grammar: Grammar, clause: Clause, draft: Draft): string {
  return clause.takes === 'flag' ? clause.keyword : `${clause.keyword} ${formatValues(grammar, clause, draft)}`;
}

function formatValues(grammar: Grammar, { field, takes }: Field, draft: Draft): string {
  const values = draft[field] ?? [];
  if (takes === 'rest') return values.join(' ');
  return values.map((value) => (isKeyword(grammar, value) ? alwaysQuote(value) : quoteWord(value))).join(', ');
}
