import type { z } from 'zod';
import { AccessDenied, Rejected, Throttled, isPortFailure } from '../workflows/ports/errors.js';
import { known, unknown, type Fact, type Unknown } from '../domain/model/fact.js';
import { toPortFailure } from './errors/errors.js';

/** A read, by the name that IAM gives it: `ec2`, `DescribeImages`. */
export type ReadCall = readonly [service: string, operation: string];

/**
 * Reads once and returns the fields of the schema. Throws port failures; `Rejected` for a response of another shape.
 */
export async function readOnce<T>(read: ReadCall, schema: z.ZodType<T>, send: () => Promise<unknown>): Promise<T> {
  const [service, operation] = read;
  const response = await withPortErrors(send, { service, operation, changes: false });
  return parseResponse(schema, response, operation);
}

interface ResponsePage {
  readonly NextToken?: string | undefined;
}

type SendPage = (token: { readonly NextToken?: string }) => Promise<unknown>;

/** Reads all pages. */
export async function readAllPages<T extends ResponsePage>(
  read: ReadCall,
  schema: z.ZodType<T>,
  send: SendPage,
): Promise<readonly T[]> {
  const pages: T[] = [];
  for await (const page of readPages(read, schema, send)) pages.push(page);
  return pages;
}

/**
 * Reads page by page until there is no token left, since a page may be empty while more follow. (EC2 DG, "Pagination")
 * The next page is requested while one is processed.
 */
export async function* readPages<T extends ResponsePage>(
  read: ReadCall,
  schema: z.ZodType<T>,
  send: SendPage,
): AsyncGenerator<T, void, undefined> {
  let nextPage: Promise<T> | undefined = readOnce(read, schema, () => send({}));
  while (nextPage !== undefined) {
    const page: T = await nextPage;
    const { NextToken: token } = page;
    nextPage =
      token === undefined || token === '' ? undefined : readOnce(read, schema, () => send({ NextToken: token }));
    // A caller that stops reading never sees the failure of the next page.
    nextPage?.catch(() => undefined);
    yield page;
  }
}

/** Makes a fact of a read; a failure of AWS becomes an unknown. `doing` is as in "reading the launch permissions". */
export async function toFact<T>(activity: string, read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await read());
  } catch (error) {
    return unknownFromError(activity, error);
  }
}

/** Why a fact is unknown, for users. Rethrows errors that do not come from AWS. */
export function unknownFromError(activity: string, error: unknown): Unknown {
  if (!isPortFailure(error)) throw error;
  if (error instanceof Throttled) return unknown(`${activity} failed temporarily (${error.message})`);
  if (!(error instanceof AccessDenied)) return unknown(`${activity} failed (${error.message})`);
  if (error.permission === undefined || error.permission === 'sts:AssumeRole') {
    return unknown(error.message, error.permission);
  }
  return unknown(`${activity} was denied`, error.permission);
}

export async function withPortErrors<T>(send: () => Promise<T>, call: Parameters<typeof toPortFailure>[1]): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw toPortFailure(error, call);
  }
}

/** Returns the fields of the schema. Throws `Rejected` for another shape. */
export function parseResponse<T>(schema: z.ZodType<T>, response: unknown, operation: string): T {
  const parsed = schema.safeParse(response);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Rejected('unexpected-answer', `AWS returned an invalid response to ${operation}: ${paths}`, {
    cause: parsed.error,
  });
}
