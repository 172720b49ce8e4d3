import { nextDigest, withDaySettled, manualDigest, type ManualDigestResult } from '../../domain/digest/next-digest.js';
import { lastDueDay, localDay, type Schedule } from '../../domain/digest/schedule.js';
import type { DigestAttempt, DigestRecord } from '../../domain/digest/types.js';
import { backoffMs } from '../../domain/model/backoff.js';
import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { addMs } from '../../domain/model/time.js';
import type { MessageRef } from '../../domain/request/types.js';
import { type LeaseContext, Lease, newLease, storeLeased } from '../execution/lease.js';
import type { DigestStore } from '../ports/digest-store.js';
import type { Log } from '../ports/log.js';

export interface DigestLeaseContext extends LeaseContext {
  readonly digestStore: DigestStore;
  readonly schedule: Schedule;
  readonly log: Log;
}

const JITTER_KEY = 'digest';
/** A scan costs calls: the pauses between attempts are long. */
const BACKOFF_FACTOR = 20;

/** The lease on one day's digest. Only its owner may make the digest. */
export class DigestLease extends Lease<DigestRecord> {
  private constructor(
    private readonly context: DigestLeaseContext,
    stored: DigestRecord,
    readonly day: string,
  ) {
    super(
      context,
      {
        name: 'the digest',
        load: () => context.digestStore.load(),
        save: (record) => context.digestStore.save(record),
        leaseOf: ({ attempt }) => attempt?.lease,
        withLease: (record, lease) => withAttempt(record, (attempt) => omitUndefined({ ...attempt, lease })),
      },
      stored,
    );
  }

  /** Acquires the lease for the day that was due last, by the record as it was read, unless another process has it. */
  static async acquire(
    context: DigestLeaseContext,
    record: DigestRecord | undefined,
    day: string,
  ): Promise<DigestLease | undefined> {
    const now = context.clock.now().toISOString();
    const next = nextDigest(record, { day, now, lease: newLease(context, (record?.version ?? 0) + 1) });
    if (next.kind === 'idle') return undefined;
    if (!(await storeLeased(JITTER_KEY, () => context.digestStore.save(next.record)))) return undefined;
    if (next.kind === 'acquire') return new DigestLease(context, next.record, day);
    if (next.reason === 'possibly-posted')
      context.log.warn('a digest may not have been posted: its process died', { day: next.record.day });
    return undefined;
  }

  /** Acquires the lease for a digest that a user requests. Returns the reason if it is not available. */
  static async acquireManually(
    context: DigestLeaseContext,
    day: string,
  ): Promise<DigestLease | Exclude<ManualDigestResult, { kind: 'acquire' }>> {
    const { schedule, clock, digestStore } = context;
    const now = clock.now();
    const record = await digestStore.load();
    const next = manualDigest(
      record,
      { day, now: now.toISOString(), lease: newLease(context, (record?.version ?? 0) + 1) },
      {
        before: lastDueDay(schedule, now) ?? '',
        // Slack numbers messages by the second in which they were posted.
        postedOn: ({ ts }) => localDay(schedule.timezone, new Date(Number(ts) * 1_000)),
      },
    );
    if (next.kind !== 'acquire') return next;
    const isStored = await storeLeased(JITTER_KEY, () => digestStore.save(next.record));
    return isStored ? new DigestLease(context, next.record, day) : { kind: 'busy' };
  }

  /** Marks the digest as being posted. Throws `LeaseLost`, and what the store throws. */
  markPosting(): Promise<void> {
    this.updateAttempt((attempt) => ({ ...attempt, isPosting: true }));
    return this.commit();
  }

  /** Settles the day and releases the lease. */
  complete(message: MessageRef): Promise<void> {
    this.update((record) => ({ ...withDaySettled(record, this.day), message }));
    return this.release();
  }

  /** Releases the lease after a failure. Any process retries after a pause. */
  releaseForRetry(): Promise<void> {
    this.updateAttempt(({ day, failures: before }) => {
      const failures = before + 1;
      const pauseMs = backoffMs(failures, JITTER_KEY) * BACKOFF_FACTOR;
      const retryAt = addMs(this.context.clock.now().toISOString(), pauseMs);
      return { day, failures, retryAt, isPosting: false };
    });
    return this.release();
  }

  /** Releases the lease as if the attempt had not been made. */
  abandon(): Promise<void> {
    this.updateAttempt((attempt) => ({ ...attempt, isPosting: false }));
    return this.release();
  }

  private updateAttempt(change: (attempt: DigestAttempt) => DigestAttempt): void {
    this.update((record) => withAttempt(record, change));
  }
}

function withAttempt(record: DigestRecord, change: (attempt: DigestAttempt) => DigestAttempt): DigestRecord {
  return record.attempt === undefined ? record : { ...record, attempt: change(record.attempt) };
}
