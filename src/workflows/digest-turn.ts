import { Conflict } from './errors.js';
import { insist } from './insist.js';
import type { DigestBook } from './digest/ports.js';
import type { Clock, Log } from './ports.js';
import { backoffMs } from './request/backoff.js';
import { later } from './request/times.js';
import type { MessageRef } from './request/types.js';
import { nextTurn, settled, turnByHand, type TurnByHand } from './digest/next-turn.js';
import { dayDue, dayIn, type Schedule } from './digest/schedule.js';
import type { DigestAttempt, DigestRecord } from './digest/types.js';

export interface TurnWorld {
  readonly book: DigestBook;
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly log: Log;
  /** Unique to this process. */
  readonly holder: string;
  readonly leaseMs: number;
}

const SEED = 'digest';
/** A scan costs calls: the pauses between attempts are long. */
const LONGER = 20;

/** The daily digest went to another process. */
export class TurnLost extends Error {}

/** The right to make one day's digest, which this process alone has while it keeps it alive. */
export class Turn {
  /** Writes come one after the other: a beat must not overtake an outcome. */
  private writing: Promise<void> = Promise.resolve();
  private isOver = false;

  private constructor(
    private readonly world: TurnWorld,
    private record: DigestRecord,
    private attempt: DigestAttempt,
  ) {}

  /** Takes the turn for the day that was due last, by the record as it was read, unless another process has it. */
  static async take(world: TurnWorld, record: DigestRecord | undefined, day: string): Promise<Turn | undefined> {
    const now = world.clock.now().toISOString();
    const lease = { holder: world.holder, until: later(now, world.leaseMs) };
    const next = nextTurn(record, { day, now, lease });
    if (next.kind === 'rest') return undefined;
    try {
      await insist(SEED, () => world.book.save(next.record));
    } catch (error) {
      if (error instanceof Conflict) return undefined;
      throw error;
    }
    if (next.kind === 'settle' && next.why === 'maybe-posted') {
      world.log.warn('a digest may not have been posted: its process ended meanwhile', { day: next.record.day });
    }
    const { attempt } = next.record;
    return next.kind === 'settle' || attempt === undefined ? undefined : new Turn(world, next.record, attempt);
  }

  /** Takes the turn for a day that somebody wants the digest of now; gives why not where it cannot be had. */
  static async takeByHand(world: TurnWorld, day: string): Promise<Turn | Exclude<TurnByHand, { kind: 'take' }>> {
    const { schedule, clock, book } = world;
    const now = clock.now();
    const lease = { holder: world.holder, until: later(now.toISOString(), world.leaseMs) };
    const next = turnByHand(
      await book.load(),
      { day, now: now.toISOString(), lease },
      {
        before: dayDue(schedule, now) ?? '',
        // Slack numbers messages by the second in which they were posted.
        postedOn: ({ ts }) => dayIn(schedule.timezone, new Date(Number(ts) * 1_000)),
      },
    );
    if (next.kind !== 'take') return next;
    const { attempt } = next.record;
    if (attempt === undefined) throw new Error('a turn that was taken without an attempt');
    try {
      await insist(SEED, () => book.save(next.record));
    } catch (error) {
      if (error instanceof Conflict) return { kind: 'busy' };
      throw error;
    }
    return new Turn(world, next.record, attempt);
  }

  get day(): string {
    return this.attempt.day;
  }

  /** Does something that may take long, and keeps the turn meanwhile. */
  async during<T>(work: Promise<T>): Promise<T> {
    const timer = setInterval(() => {
      // A turn that is lost shows at the next write that matters.
      if (!this.isOver) void this.write(this.attempt).catch(() => undefined);
    }, this.world.leaseMs / 3);
    try {
      return await work;
    } finally {
      clearInterval(timer);
      await this.writing;
    }
  }

  /** Says that it is posted now. Throws `TurnLost`, and what the book throws. */
  async beginPosting(): Promise<void> {
    await this.write({ ...this.attempt, isPosting: true });
  }

  /** The day is settled, and the turn is over. */
  async posted(message: MessageRef): Promise<void> {
    await this.end({ ...settled(this.record, this.attempt.day), message });
  }

  /** Gives it up for a while; whoever is there then tries again. */
  async failed(): Promise<void> {
    const failures = this.attempt.failures + 1;
    const retryAt = later(this.now(), backoffMs(failures, SEED) * LONGER);
    await this.end(this.withAttempt({ day: this.attempt.day, failures, retryAt, isPosting: false }));
  }

  /** Gives it back as it was. */
  async giveBack(): Promise<void> {
    const { day, failures } = this.attempt;
    await this.end(this.withAttempt({ day, failures, isPosting: false }));
  }

  private write(attempt: DigestAttempt): Promise<void> {
    const beat = (this.attempt.lease?.beat ?? 0) + 1;
    const lease = { holder: this.world.holder, until: later(this.now(), this.world.leaseMs), beat };
    this.attempt = { ...attempt, lease };
    return this.queue(this.withAttempt(this.attempt));
  }

  /** No beat may come after the last word. */
  private end(record: DigestRecord): Promise<void> {
    this.isOver = true;
    return this.queue(record);
  }

  private queue(record: DigestRecord): Promise<void> {
    const writing = this.writing.then(() => this.save(record));
    this.writing = writing.catch(() => undefined);
    return writing;
  }

  private async save(record: DigestRecord): Promise<void> {
    const next = { ...record, version: this.record.version + 1 };
    try {
      await insist(SEED, () => this.world.book.save(next));
      this.record = next;
    } catch (error) {
      throw error instanceof Conflict ? new TurnLost('the digest went to another process') : error;
    }
  }

  private withAttempt(attempt: DigestAttempt): DigestRecord {
    return { ...this.record, attempt };
  }

  private now(): string {
    return this.world.clock.now().toISOString();
  }
}
