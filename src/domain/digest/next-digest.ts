import { omitUndefined } from '../model/omit-undefined.js';
import { isLeased } from '../request/lease.js';
import type { LeaseRecord, MessageRef } from '../request/types.js';
import type { DigestRecord } from './types.js';

export interface DigestLeaseRequest {
  /** The day whose digest was due last. */
  readonly day: string;
  readonly now: string;
  readonly lease: LeaseRecord;
}

export type NextDigest =
  | { readonly kind: 'idle' }
  /** Only something to write down. */
  | { readonly kind: 'mark-settled'; readonly record: DigestRecord; readonly reason: 'first-start' | 'possibly-posted' }
  /** To be stored. The process that stores it posts the digest. */
  | { readonly kind: 'acquire'; readonly record: DigestRecord };

/**
 * Decides what to do about the daily digest. A day that is settled never comes again, even if a clock goes back. Of
 * several missed days only the last is made up for.
 */
export function nextDigest(record: DigestRecord | undefined, { day, now, lease }: DigestLeaseRequest): NextDigest {
  // A bot that starts for the first time in the afternoon does not post this morning's digest.
  if (record === undefined) return { kind: 'mark-settled', record: { version: 1, day }, reason: 'first-start' };
  const { attempt } = record;
  if (attempt !== undefined && isLeased(attempt, now)) return { kind: 'idle' };
  if (attempt?.isPosting === true)
    return { kind: 'mark-settled', record: withDaySettled(record, attempt.day), reason: 'possibly-posted' };
  if (day <= record.day) return { kind: 'idle' };
  const again = attempt?.day === day ? attempt : undefined;
  if (again?.retryAt !== undefined && Date.parse(again.retryAt) > Date.parse(now)) return { kind: 'idle' };
  return {
    kind: 'acquire',
    record: {
      ...record,
      version: record.version + 1,
      attempt: { day, failures: again?.failures ?? 0, isPosting: false, lease },
    },
  };
}

export type ManualDigestResult =
  /** A process makes one at this moment. */
  | { readonly kind: 'busy' }
  /** This day's was posted. */
  | { readonly kind: 'already-posted'; readonly message: MessageRef }
  | { readonly kind: 'acquire'; readonly record: DigestRecord };

/**
 * Decides what to do when a user requests the digest of a day now. It does not matter whether the digest is due, was
 * given up or may have been posted; it only must not exist. `before` is the day that counts as done if there is none.
 */
export function manualDigest(
  record: DigestRecord | undefined,
  { day, now, lease }: DigestLeaseRequest,
  { before, postedOn }: { readonly before: string; readonly postedOn: (message: MessageRef) => string },
): ManualDigestResult {
  if (record?.attempt !== undefined && isLeased(record.attempt, now)) return { kind: 'busy' };
  const message = record?.message;
  if (record !== undefined && record.day >= day && message !== undefined && postedOn(message) >= day) {
    return { kind: 'already-posted', message };
  }
  const { version, ...known } = record ?? { version: 0, day: before };
  const attempt = { day, failures: 0, isPosting: false, lease };
  return { kind: 'acquire', record: { ...known, version: version + 1, attempt } };
}

/** The record with a day done. */
export function withDaySettled({ version, day: before, message }: DigestRecord, day: string): DigestRecord {
  return { version: version + 1, day: day > before ? day : before, ...omitUndefined({ message }) };
}
