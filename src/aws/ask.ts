import type { z } from 'zod';
import { Denied, Refused, Throttled, isPortFailure } from '../workflows/errors.js';
import { known, unknown, type Fact, type Unknown } from '../workflows/facts/known.js';
import { toPortFailure } from './errors.js';

/** A read, by the name that IAM gives it: `ec2`, `DescribeImages`. */
export type Read = readonly [service: string, operation: string];

/** Reads once and keeps the fields that the schema lists. Throws port failures; `Refused` for an answer of another shape. */
export async function ask<T>(read: Read, schema: z.ZodType<T>, send: () => Promise<unknown>): Promise<T> {
  const [service, operation] = read;
  const answer = await sent(send, { service, operation, changes: false });
  return understood(schema, answer, operation);
}

interface AnswerPage {
  readonly NextToken?: string | undefined;
}

type SendFrom = (token: { readonly NextToken?: string }) => Promise<unknown>;

/** Reads all pages. */
export async function askAll<T extends AnswerPage>(
  read: Read,
  schema: z.ZodType<T>,
  send: SendFrom,
): Promise<readonly T[]> {
  const pages: T[] = [];
  for await (const page of askPages(read, schema, send)) pages.push(page);
  return pages;
}

/**
 * Reads page by page until there is no token left, since a page may be empty while more follow. (EC2 DG, "Pagination")
 * The next page is on its way while one is looked at.
 */
export async function* askPages<T extends AnswerPage>(
  read: Read,
  schema: z.ZodType<T>,
  send: SendFrom,
): AsyncGenerator<T, void, undefined> {
  let coming: Promise<T> | undefined = ask(read, schema, () => send({}));
  while (coming !== undefined) {
    const page: T = await coming;
    const { NextToken: token } = page;
    coming = token === undefined || token === '' ? undefined : ask(read, schema, () => send({ NextToken: token }));
    // Whoever stops reading never sees how the next page fails.
    coming?.catch(() => undefined);
    yield page;
  }
}

/** Makes a fact of a read; a failure of AWS becomes an unknown. `doing` is as in "reading the launch permissions". */
export async function factOf<T>(doing: string, read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await read());
  } catch (error) {
    return unknownBecause(doing, error);
  }
}

/** Why something is not known, for people. Rethrows what is no failure of AWS. */
export function unknownBecause(doing: string, error: unknown): Unknown {
  if (!isPortFailure(error)) throw error;
  if (error instanceof Throttled) return unknown(`${doing} failed for now (${error.message})`);
  if (!(error instanceof Denied)) return unknown(`${doing} failed (${error.message})`);
  if (error.permission === undefined || error.permission === 'sts:AssumeRole') {
    return unknown(error.message, error.permission);
  }
  return unknown(`${doing} was denied`, error.permission);
}

export async function sent<T>(send: () => Promise<T>, call: Parameters<typeof toPortFailure>[1]): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw toPortFailure(error, call);
  }
}

/** Keeps the fields that the schema lists. Throws `Refused` for what has another shape. */
export function understood<T>(schema: z.ZodType<T>, answer: unknown, operation: string): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Refused('unexpected-answer', `AWS answered ${operation} in a way that is not understood: ${where}`, {
    cause: parsed.error,
  });
}
