import { isKeyword } from './clauses.js';
import type { Clause, Draft, Field, Grammar } from './types.js';
import { forceQuotes, quoteWord } from './words.js';

/**
 * Writes a draft as the line that somebody would type for it, without the operation's name. Typed in Slack and read again
 * it gives the same draft.
 */
export function printLine(grammar: Grammar, draft: Draft): string {
  const said = grammar.clauses.filter(({ field }) => (draft[field] ?? []).length > 0);
  // `encrypted with <key>` says `encrypted` already.
  const needed = said.filter(
    ({ takes, keyword }) => takes !== 'flag' || !said.some((other) => other.keyword.startsWith(`${keyword} `)),
  );
  const ordered = [
    ...needed.filter(({ takes }) => takes !== 'rest'),
    ...needed.filter(({ takes }) => takes === 'rest'),
  ];
  const subject = grammar.subject === undefined ? '' : valuesOf(grammar, grammar.subject, draft);
  return [subject, ...ordered.map((clause) => printClause(grammar, clause, draft))].filter(Boolean).join(' ');
}

function printClause(grammar: Grammar, clause: Clause, draft: Draft): string {
  return clause.takes === 'flag' ? clause.keyword : `${clause.keyword} ${valuesOf(grammar, clause, draft)}`;
}

function valuesOf(grammar: Grammar, { field, takes }: Field, draft: Draft): string {
  const values = draft[field] ?? [];
  if (takes === 'rest') return values.join(' ');
  return values.map((value) => (isKeyword(grammar, value) ? forceQuotes(value) : quoteWord(value))).join(', ');
}
