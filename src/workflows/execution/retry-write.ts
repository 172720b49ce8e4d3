import { backoffMs } from '../../domain/model/backoff.js';
import { Conflict, Throttled, UnknownOutcome } from '../ports/errors.js';

const MAX_WRITE_ATTEMPTS = 5;
const MAX_CONFLICTS = 20;

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
      if (!isTransient || attempt === MAX_WRITE_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt, jitterKey) / 5));
    }
  }
}

/** Repeats an attempt, which reads again and decides again, until it meets no `Conflict`. `attempt` counts from 1. */
export async function retryOnConflict<T>(tryOnce: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryOnce(attempt);
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === MAX_CONFLICTS) throw error;
    }
  }
}
