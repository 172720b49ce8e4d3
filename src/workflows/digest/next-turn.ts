import type { MessageRef } from '../request/types.js';
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
  if (isAtWork(record, now)) return { kind: 'rest' };
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

export type TurnByHand =
  /** A process makes one at this moment. */
  | { readonly kind: 'busy' }
  /** This day's was posted. */
  | { readonly kind: 'already'; readonly message: MessageRef }
  | { readonly kind: 'take'; readonly record: DigestRecord };

/**
 * What is to be done where somebody wants the digest of a day now: whether it is due, was given up or may have been posted
 * does not matter, only that it is not there already. `before` is the day that counts as done where none was.
 */
export function turnByHand(
  record: DigestRecord | undefined,
  { day, now, lease }: TurnAsk,
  { before, postedOn }: { readonly before: string; readonly postedOn: (message: MessageRef) => string },
): TurnByHand {
  if (record !== undefined && isAtWork(record, now)) return { kind: 'busy' };
  const message = record?.message;
  if (record !== undefined && record.day >= day && message !== undefined && postedOn(message) >= day) {
    return { kind: 'already', message };
  }
  const { version, ...known } = record ?? { version: 0, day: before };
  const attempt = { day, failures: 0, isPosting: false, lease: { ...lease, beat: 0 } };
  return { kind: 'take', record: { ...known, version: version + 1, attempt } };
}

/** The record with a day done. */
export function settled({ version, day: before, message }: DigestRecord, day: string): DigestRecord {
  return { version: version + 1, day: day > before ? day : before, ...(message === undefined ? {} : { message }) };
}

/** Whoever has it by a lease that is not over is at work. */
export function isAtWork({ attempt }: DigestRecord, now: string): boolean {
  return attempt?.lease !== undefined && Date.parse(attempt.lease.until) > Date.parse(now);
}
