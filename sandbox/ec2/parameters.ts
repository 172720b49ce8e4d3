import { z } from 'zod';

/** The pieces that parameters of query services are made of: there everything arrives as text. */

export const text = z.string();
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d+$/, 'Expected a whole number.')
    .transform(Number)
    .pipe(z.number().int().min(min, `Expected at least ${min}.`).max(max, `Expected at most ${max}.`));
}

export function listOf<T extends z.ZodType>(element: T) {
  return z.array(element).default([]);
}

export const texts = listOf(text);

export type Filter = z.infer<typeof filter>;
const filter = z.strictObject({ Name: text, Value: texts });
export const filters = listOf(filter);

export type TagPairs = z.infer<typeof tagPairs>;
export const tagPairs = listOf(z.strictObject({ Key: text, Value: text.default('') }));
