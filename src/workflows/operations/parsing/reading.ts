import type { Mistake, Parsed } from '../contract.js';

/** What was read of a draft. With mistakes, the value is without what they are about. */
export interface Reading<T> {
  readonly value: T;
  readonly mistakes: readonly Mistake[];
}

export function read<T>(value: T): Reading<T> {
  return { value, mistakes: [] };
}

export function misread<T>(value: T, field: string, text: string, nearest?: string): Reading<T> {
  return { value, mistakes: [{ field, text, ...(nearest === undefined ? {} : { nearest }) }] };
}

/** The input that the parts make together, unless one of them has mistakes. */
export function settle<Input>(parts: readonly Reading<unknown>[], input: Input): Parsed<Input> {
  const mistakes = parts.flatMap((part) => part.mistakes);
  return mistakes.length === 0 ? { kind: 'input', input } : { kind: 'mistakes', mistakes };
}

/** A word as it is quoted in a mistake: enough of it to know it again. */
export function quoted(word: string): string {
  const characters = [...word];
  return `“${characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : word}”`;
}
