import { z } from 'zod';

/** Arguments arrive as JSON, or as form fields: then everything is text, and whole objects are JSON in it. */

export const flag = z.preprocess((value) => FLAGS.get(value) ?? value, z.boolean());

export const count = z.preprocess((value) => (typeof value === 'string' ? Number(value) : value), z.int().min(0));

/** Any JSON value. What cannot be read stays a text, and the rules refuse it as one. */
export const json = z.preprocess((value) => (typeof value === 'string' ? parsed(value) : value), z.unknown());

export const text = z.string().min(1);

const FLAGS = new Map<unknown, boolean>([
  ['true', true],
  ['1', true],
  [1, true],
  ['false', false],
  ['0', false],
  [0, false],
]);

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
