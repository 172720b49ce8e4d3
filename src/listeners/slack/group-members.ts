import { Throttled } from '../../workflows/ports/errors.js';
import type { Clock } from '../../workflows/ports/clock-and-ids.js';

export interface GroupReaderOptions {
  /** One call to Slack. */
  readonly read: (group: string) => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly pause?: (ms: number) => Promise<void>;
}

/** A click that follows another one within this time rests on the same read. */
const REUSE_MS = 5_000;
/** The payload was acknowledged, so a person waits this long for an answer rather than being refused. */
const MAX_WAIT_MS = 15_000;

interface Reading {
  readonly members: Promise<readonly string[]>;
  readonly startedAt: number;
  isSettled: boolean;
}

/**
 * Returns a function that reads the members of user groups, with one read in progress for each group. A result is reused
 * for five seconds from the start of its read; a failure is not. Slack limits the method, not the group: while it is
 * throttling, all reads wait for the time that it names, together at most 15 seconds each.
 */
export function createGroupReader({ read, clock, pause = wait }: GroupReaderOptions) {
  const readings = new Map<string, Reading>();
  let throttledUntil = 0;

  async function readWhenAllowed(group: string): Promise<readonly string[]> {
    let waited = 0;
    for (;;) {
      const waitMs = Math.max(0, throttledUntil - clock.now().getTime());
      if (waited + waitMs > MAX_WAIT_MS) throw new Throttled('Slack is throttling reads of user groups', waitMs);
      if (waitMs > 0) await pause(waitMs);
      waited += waitMs;
      try {
        return await read(group);
      } catch (error) {
        if (!(error instanceof Throttled) || error.retryAfterMs === undefined) throw error;
        throttledUntil = Math.max(throttledUntil, clock.now().getTime() + Math.max(error.retryAfterMs, 1_000));
      }
    }
  }

  return (group: string): Promise<readonly string[]> => {
    const now = clock.now().getTime();
    const last = readings.get(group);
    if (last !== undefined && (!last.isSettled || now - last.startedAt < REUSE_MS)) return last.members;
    const reading: Reading = { members: readWhenAllowed(group), startedAt: now, isSettled: false };
    readings.set(group, reading);
    reading.members.then(
      () => (reading.isSettled = true),
      () => readings.delete(group),
    );
    return reading.members;
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
