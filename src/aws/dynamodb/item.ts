import { z } from 'zod';
import { Rejected } from '../../workflows/ports/errors.js';
import { nextDueAt } from '../../domain/request/next-task.js';
import { summaryOf } from '../../domain/request/summary.js';
import type { Request, RequestSummary } from '../../domain/request/types.js';
import { person } from './event-schema.js';
import { toKeys, type RequestKeys } from './keys.js';
import { subject } from './plan-schema.js';
import { request, status } from './request-schema.js';

/** A request as stored: the whole request as one document, and the attributes of the indexes. */
export interface RequestItem extends RequestKeys {
  readonly request: Request;
  /** What lists show, where indexes can project it. */
  readonly summary: RequestSummary;
  /** Identifies the write that made this item: a writer without a response recognises its own write. */
  readonly writeId: string;
}

const requestItem = z.object({ id: z.string(), request });

const summaryItem = z.object({
  summary: z.strictObject({
    id: z.string(),
    status,
    operation: z.string(),
    title: z.string(),
    subject,
    requester: person,
    createdAt: z.string(),
    revokeAt: z.string().exactOptional(),
  }) satisfies z.ZodType<RequestSummary>,
});

const idItem = z.object({ id: z.string() });

export function toItem(stored: Request, writeId: string): RequestItem {
  return { ...toKeys(stored, nextDueAt(stored)), request: stored, summary: summaryOf(stored), writeId };
}

/** Throws `Refused` for an item that this version does not understand: half of a request is worse than none. */
export function fromItem(item: unknown): Request {
  const { id, request: stored } = parse(requestItem, item);
  if (stored.id === id) return stored;
  throw unreadable(id, 'request.id: it is another request’s');
}

/** Throws `Refused`, as `fromItem`. */
export function summaryFromItem(item: unknown): RequestSummary {
  return parse(summaryItem, item).summary;
}

/** Throws `Refused`, as `fromItem`. */
export function idFromItem(item: unknown): string {
  return parse(idItem, item).id;
}

function parse<T>(schema: z.ZodType<T>, item: unknown): T {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const { data } = idItem.safeParse(item);
  const [issue] = parsed.error.issues;
  throw unreadable(data?.id ?? 'without an id', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** Names the path and what was expected there. The value is left out, since it may be foreign text. */
function unreadable(id: string, problem: string): Rejected {
  return new Rejected('unreadable-request', `the stored request ${id} cannot be read (${problem})`, {
    advice: 'It may have been written by a newer version of AMI Steward: run that one.',
  });
}
