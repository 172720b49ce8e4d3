import { Conflict } from '../ports/errors.js';
import { retryWrite } from '../execution/retry-write.js';
import type { DigestStore } from '../ports/digest-store.js';
import type { Clock, Log } from '../ports/ports.js';
import { backoffMs } from '../../domain/model/backoff.js';
import { addMs } from '../../domain/model/time.js';
import type { MessageRef } from '../../domain/request/types.js';
import { nextDigest, withDaySettled, manualDigest, type ManualDigestResult } from '../../domain/digest/next-digest.js';
import { lastDueDay, localDay, type Schedule } from '../../domain/digest/schedule.js';
import type { DigestAttempt, DigestRecord } from '../../domain/digest/types.js';

export interface DigestLeaseContext {
  readonly digestStore: DigestStore;
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly log: Log;
  /** Unique to this process. */
  readonly ownerId: string;
  readonly leaseMs: number;
}

const JITTER_KEY = 'digest';
/** A scan costs calls: the pauses between attempts are long. */
const BACKOFF_FACTOR = 20;

/** The daily digest went to another process. */
export class DigestLeaseLost extends Error {}

/** The lease on one day's digest. Only its owner may make the digest. */
export class DigestLease {
  /** Writes come one after the other: a beat must not overtake an outcome. */
  private lastWrite: Promise<void> = Promise.resolve();
  private isEnded = false;

  private constructor(
    private readonly context: DigestLeaseContext,
    private record: DigestRecord,
    private attempt: DigestAttempt,
  ) {}

  /** Takes the turn for the day that was due last, by the record as it was read, unless another process has it. */
  static async acquire(
    context: DigestLeaseContext,
    record: DigestRecord | undefined,
    day: string,
  ): Promise<DigestLease | undefined> {
    const now = context.clock.now().toISOString();
    const lease = { ownerId: context.ownerId, expiresAt: addMs(now, context.leaseMs) };
    const next = nextDigest(record, { day, now, lease });
    if (next.kind === 'idle') return undefined;
    try {
      await retryWrite(JITTER_KEY, () => context.digestStore.save(next.record));
    } catch (error) {
      if (error instanceof Conflict) return undefined;
      throw error;
    }
    if (next.kind === 'mark-settled' && next.reason === 'possibly-posted') {
      context.log.warn('a digest may not have been posted: its process died', { day: next.record.day });
    }
    const { attempt } = next.record;
    return next.kind === 'mark-settled' || attempt === undefined
      ? undefined
      : new DigestLease(context, next.record, attempt);
  }

  /** Acquires the lease for a digest that a user requests. Returns the reason if it is not available. */
  static async acquireManually(
    context: DigestLeaseContext,
    day: string,
  ): Promise<DigestLease | Exclude<ManualDigestResult, { kind: 'acquire' }>> {
    const { schedule, clock, digestStore } = context;
    const now = clock.now();
    const lease = { ownerId: context.ownerId, expiresAt: addMs(now.toISOString(), context.leaseMs) };
    const next = manualDigest(
      await digestStore.load(),
      { day, now: now.toISOString(), lease },
      {
        before: lastDueDay(schedule, now) ?? '',
        // Slack numbers messages by the second in which they were posted.
        postedOn: ({ ts }) => localDay(schedule.timezone, new Date(Number(ts) * 1_000)),
      },
    );
    if (next.kind !== 'acquire') return next;
    const { attempt } = next.record;
    if (attempt === undefined) throw new Error('a turn that was taken without an attempt');
    try {
      await retryWrite(JITTER_KEY, () => digestStore.save(next.record));
    } catch (error) {
      if (error instanceof Conflict) return { kind: 'busy' };
      throw error;
    }
    return new DigestLease(context, next.record, attempt);
  }

  get day(): string {
    return this.attempt.day;
  }

  /** Keeps the lease alive while long work runs. */
  async keepAliveWhile<T>(work: Promise<T>): Promise<T> {
    const timer = setInterval(() => {
      // A turn that is lost shows at the next write that matters.
      if (!this.isEnded) void this.renew(this.attempt).catch(() => undefined);
    }, this.context.leaseMs / 3);
    try {
      return await work;
    } finally {
      clearInterval(timer);
      await this.lastWrite;
    }
  }

  /** Marks the digest as being posted. Throws `DigestLeaseLost`, and what the store throws. */
  async markPosting(): Promise<void> {
    await this.renew({ ...this.attempt, isPosting: true });
  }

  /** Settles the day and releases the lease. */
  async complete(message: MessageRef): Promise<void> {
    await this.finish({ ...withDaySettled(this.record, this.attempt.day), message });
  }

  /** Releases the lease after a failure. Any process retries after a pause. */
  async releaseForRetry(): Promise<void> {
    const failures = this.attempt.failures + 1;
    const retryAt = addMs(this.now(), backoffMs(failures, JITTER_KEY) * BACKOFF_FACTOR);
    await this.finish(this.withAttempt({ day: this.attempt.day, failures, retryAt, isPosting: false }));
  }

  /** Gives it back as it was. */
  async release(): Promise<void> {
    const { day, failures } = this.attempt;
    await this.finish(this.withAttempt({ day, failures, isPosting: false }));
  }

  private renew(attempt: DigestAttempt): Promise<void> {
    const heartbeat = (this.attempt.lease?.heartbeat ?? 0) + 1;
    const lease = {
      ownerId: this.context.ownerId,
      expiresAt: addMs(this.now(), this.context.leaseMs),
      heartbeat,
    };
    this.attempt = { ...attempt, lease };
    return this.enqueueWrite(this.withAttempt(this.attempt));
  }

  /** No heartbeat may come after the last word. */
  private finish(record: DigestRecord): Promise<void> {
    this.isEnded = true;
    return this.enqueueWrite(record);
  }

  private enqueueWrite(record: DigestRecord): Promise<void> {
    const writing = this.lastWrite.then(() => this.save(record));
    this.lastWrite = writing.catch(() => undefined);
    return writing;
  }

  private async save(record: DigestRecord): Promise<void> {
    const next = { ...record, version: this.record.version + 1 };
    try {
      await retryWrite(JITTER_KEY, () => this.context.digestStore.save(next));
      this.record = next;
    } catch (error) {
      throw error instanceof Conflict ? new DigestLeaseLost('the digest went to another process') : error;
    }
  }

  private withAttempt(attempt: DigestAttempt): DigestRecord {
    return { ...this.record, attempt };
  }

  private now(): string {
    return this.context.clock.now().toISOString();
  }
}
