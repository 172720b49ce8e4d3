import { closestMatch } from './closest-match.js';
import type { Clause, Grammar } from './grammar.js';
import type { Token } from './tokenize.js';

/** A clause's keyword as it was found in a line. */
export interface FoundClause {
  readonly clause: Clause;
  /** How many words its keyword has. */
  readonly length: number;
}

/** The clause whose keyword begins at a word; quoted words are no keywords. The longest keyword that fits is meant. */
export function clauseAt(grammar: Grammar, tokens: readonly Token[], at: number): FoundClause | undefined {
  const matching = grammar.clauses.filter(({ keyword }) => matchesAt(keyword.split(' '), tokens, at));
  const length = Math.max(0, ...matching.map(keywordLength));
  const candidates = matching.filter((clause) => keywordLength(clause) === length);
  const next = tokens[at + length]?.text ?? '';
  const clause =
    candidates.find(({ accepts }) => accepts?.(next) === true) ??
    candidates.find(({ accepts }) => accepts === undefined) ??
    candidates[0];
  return clause === undefined ? undefined : { clause, length };
}

/** Whether a word would be read as the beginning of a clause. */
export function isKeyword(grammar: Grammar, text: string): boolean {
  return grammar.clauses.some(({ keyword }) => keyword.split(' ')[0] === text.toLowerCase());
}

export function listKeywords(grammar: Grammar): readonly string[] {
  return [...new Set(grammar.clauses.map(({ keyword }) => keyword))];
}

/** The clause that words in its place probably mean. */
export function closestClause(grammar: Grammar, words: readonly string[]): Clause | undefined {
  const keywords = listKeywords(grammar);
  const [first = '', second = ''] = words;
  const keyword =
    closestMatch(`${first} ${second}`, keywords.filter(isMultiWord)) ??
    closestMatch(first, keywords) ??
    keywords.find((candidate) => closestMatch(first, [candidate.split(' ')[0] ?? '']) !== undefined);
  return grammar.clauses.find((clause) => clause.keyword === keyword);
}

function matchesAt(keyword: readonly string[], tokens: readonly Token[], at: number): boolean {
  return keyword.every((part, offset) => {
    const token = tokens[at + offset];
    return token !== undefined && !token.quoted && token.text.toLowerCase() === part;
  });
}

function keywordLength({ keyword }: Clause): number {
  return keyword.split(' ').length;
}

function isMultiWord(keyword: string): boolean {
  return keyword.includes(' ');
}
