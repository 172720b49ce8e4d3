import { Throttled, UnknownOutcome } from '../ports/errors.js';
import { backoffMs } from '../../domain/model/backoff.js';

const MAX_ATTEMPTS = 5;

/**
 * Makes a write to the store until it answers yes or no. The very same write is repeated, which the store recognises when
 * it had been carried out and only the answer was lost. Waits about three seconds in all.
 */
export async function retryWrite(jitterKey: string, write: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await write();
      return;
    } catch (error) {
      const isTransient = error instanceof Throttled || error instanceof UnknownOutcome;
      if (!isTransient || attempt === MAX_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt, jitterKey) / 5));
    }
  }
}
