import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';

/** How many seconds pass for the app and the simulated AWS while the machine counts one. */
const PACE = 10;

/** A clock that starts with the machine's, runs ahead of it, and can be put forward. */
export class OffsetClock implements Clock {
  private readonly startedMs = Date.now();
  private aheadMs = 0;

  now(): Date {
    return new Date(this.startedMs + (Date.now() - this.startedMs) * PACE + this.aheadMs);
  }

  forward(hours: number): void {
    this.aheadMs += hours * 3_600_000;
  }
}
