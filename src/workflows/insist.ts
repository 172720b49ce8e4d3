import { Throttled, UnknownOutcome } from './errors.js';
import { backoffMs } from './request/backoff.js';

const ATTEMPTS = 5;

/**
 * Makes a write to the store until it answers yes or no. The very same write is repeated, which the store recognises when
 * it had been carried out and only the answer was lost. Waits about three seconds in all.
 */
export async function insist(seed: string, write: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await write();
      return;
    } catch (error) {
      const passing = error instanceof Throttled || error instanceof UnknownOutcome;
      if (!passing || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt, seed) / 5));
    }
  }
}
