import { systemClock } from '../../src/composition/clock-and-ids.js';
import type { Clock } from '../../src/workflows/ports/ports.js';

/** The machine's clock, put forward. */
export class OffsetClock implements Clock {
  private aheadMs = 0;

  now(): Date {
    return new Date(systemClock.now().getTime() + this.aheadMs);
  }

  forward(hours: number): void {
    this.aheadMs += hours * 3_600_000;
  }
}
