import type { DigestRecord } from './types.js';

export interface TurnAsk {
  /** The day whose digest was due last. */
  readonly day: string;
  readonly now: string;
  readonly lease: { readonly holder: string; readonly until: string };
}

export type NextTurn =
  | { readonly kind: 'rest' }
  /** Only something to write down. */
  | { readonly kind: 'settle'; readonly record: DigestRecord; readonly why: 'first-start' | 'maybe-posted' }
  /** To be stored: whoever stores it makes the digest. */
  | { readonly kind: 'take'; readonly record: DigestRecord };

/**
 * What is to be done about the daily digest. A day that is settled never comes again, also when a clock goes back. Of
 * several days that were missed only the last is made up for.
 */
export function nextTurn(record: DigestRecord | undefined, { day, now, lease }: TurnAsk): NextTurn {
  // Whoever starts the bot for the first time in the afternoon does not wait for this morning's digest.
  if (record === undefined) return { kind: 'settle', record: { version: 1, day }, why: 'first-start' };
  const { attempt } = record;
  if (attempt?.lease !== undefined && Date.parse(attempt.lease.until) > Date.parse(now)) return { kind: 'rest' };
  if (attempt?.isPosting === true) return { kind: 'settle', record: settled(record, attempt.day), why: 'maybe-posted' };
  if (day <= record.day) return { kind: 'rest' };
  const again = attempt?.day === day ? attempt : undefined;
  if (again?.retryAt !== undefined && Date.parse(again.retryAt) > Date.parse(now)) return { kind: 'rest' };
  return {
    kind: 'take',
    record: {
      ...record,
      version: record.version + 1,
      attempt: { day, failures: again?.failures ?? 0, isPosting: false, lease: { ...lease, beat: 0 } },
    },
  };
}

/** The record with a day done. */
export function settled({ version, message }: DigestRecord, day: string): DigestRecord {
  return { version: version + 1, day, ...(message === undefined ? {} : { message }) };
}
