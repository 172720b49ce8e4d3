import type { Clock } from '../../../src/workflows/ports/clock-and-ids.js';

/** Gives names that were never given before: ids, and the times by which messages are named. */
export interface Sequence {
  /** `V0000000007`: letters for the kind, and a number. */
  id(prefix: string): string;
  /** Seconds and microseconds, later than every one before. */
  ts(): string;
  /** What to keep, so that a restart gives no name again. */
  readonly last: SequenceEnd;
}

export interface SequenceEnd {
  readonly number: number;
  readonly micros: number;
}

export function createSequence(clock: Clock, after: SequenceEnd = { number: 0, micros: 0 }): Sequence {
  let { number, micros } = after;
  return {
    id: (prefix) => {
      number += 1;
      return `${prefix}${number.toString(36).toUpperCase().padStart(10, '0')}`;
    },
    ts: () => {
      micros = Math.max(micros + 1, clock.now().getTime() * 1000);
      return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
    },
    get last() {
      return { number, micros };
    },
  };
}
