import { nearest } from './nearest.js';
import type { Clause, Grammar } from './types.js';
import type { Word } from './words.js';

/** A clause's keyword as it was found in a line. */
export interface FoundClause {
  readonly clause: Clause;
  /** How many words its keyword has. */
  readonly length: number;
}

/** The clause whose keyword begins at a word; quoted words are no keywords. The longest keyword that fits is meant. */
export function clauseAt(grammar: Grammar, words: readonly Word[], at: number): FoundClause | undefined {
  const fitting = grammar.clauses.filter(({ keyword }) => stands(keyword.split(' '), words, at));
  const length = Math.max(0, ...fitting.map(lengthOf));
  const candidates = fitting.filter((clause) => lengthOf(clause) === length);
  const next = words[at + length]?.text ?? '';
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

export function keywordsOf(grammar: Grammar): readonly string[] {
  return [...new Set(grammar.clauses.map(({ keyword }) => keyword))];
}

/** The clause that words in its place probably mean. */
export function nearestClause(grammar: Grammar, words: readonly string[]): Clause | undefined {
  const keywords = keywordsOf(grammar);
  const [first = '', second = ''] = words;
  const keyword =
    nearest(`${first} ${second}`, keywords.filter(isPhrase)) ??
    nearest(first, keywords) ??
    keywords.find((candidate) => nearest(first, [candidate.split(' ')[0] ?? '']) !== undefined);
  return grammar.clauses.find((clause) => clause.keyword === keyword);
}

function stands(keyword: readonly string[], words: readonly Word[], at: number): boolean {
  return keyword.every((part, offset) => {
    const word = words[at + offset];
    return word !== undefined && !word.quoted && word.text.toLowerCase() === part;
  });
}

function lengthOf({ keyword }: Clause): number {
  return keyword.split(' ').length;
}

function isPhrase(keyword: string): boolean {
  return keyword.includes(' ');
}
