import { omitUndefined } from '../../model/omit-undefined.js';
import type { InputError, ParseResult } from '../contract.js';

/** The value parsed from a draft. Parts with input errors are missing from it. */
export interface ParsedValue<T> {
  readonly value: T;
  readonly errors: readonly InputError[];
}

export function valid<T>(value: T): ParsedValue<T> {
  return { value, errors: [] };
}

export function invalid<T>(value: T, field: string, text: string, suggestion?: string): ParsedValue<T> {
  return { value, errors: [{ field, text, ...omitUndefined({ suggestion }) }] };
}

/** The input that the parts make together, unless one of them has mistakes. */
export function combine<Input>(parts: readonly ParsedValue<unknown>[], input: Input): ParseResult<Input> {
  const errors = parts.flatMap((part) => part.errors);
  return errors.length === 0 ? { kind: 'valid', input } : { kind: 'invalid', errors };
}

/** A word as it is quoted in a mistake: enough of it to know it again. */
export function quoteInput(word: string): string {
  const characters = [...word];
  return `“${characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : word}”`;
}
