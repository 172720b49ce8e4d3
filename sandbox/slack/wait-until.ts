import type { Changes } from './changes.js';

export interface WaitOptions {
  /** Milliseconds until it gives up; 60 seconds without. */
  readonly timeoutMs?: number;
  /** What is awaited, for the error message. */
  readonly description?: string;
}

/** A predicate may depend on state outside the workspace: the table, or the simulated AWS. */
const POLL_INTERVAL_MS = 100;

export type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>;

/**
 * Resolves with the first truthy result of the predicate, which is evaluated at every change of the workspace. Rejects
 * after the time limit, with the last error of the predicate, if any.
 */
export function waitUntil<T>(
  changes: Changes,
  predicate: () => T | Promise<T>,
  { timeoutMs = 60_000, description = 'what was expected' }: WaitOptions = {},
): Promise<Truthy<T>> {
  return new Promise((resolve, reject) => {
    let isChecking = false;
    let failure: unknown;
    const unsubscribe = changes.on(check);
    const interval = setInterval(check, POLL_INTERVAL_MS);
    const timeout = setTimeout(() => {
      finish();
      reject(new Error(`${description} did not happen within ${timeoutMs} ms`, { cause: failure }));
    }, timeoutMs);

    function finish(): void {
      unsubscribe();
      clearInterval(interval);
      clearTimeout(timeout);
    }

    function check(): void {
      if (isChecking) return;
      isChecking = true;
      evaluate(predicate).then(
        (answer) => {
          isChecking = false;
          if (!isTruthy(answer)) return;
          finish();
          resolve(answer);
        },
        (error: unknown) => {
          isChecking = false;
          failure = error;
        },
      );
    }

    check();
  });
}

async function evaluate<T>(predicate: () => T | Promise<T>): Promise<T> {
  return predicate();
}

function isTruthy<T>(value: T): value is Truthy<T> {
  return Boolean(value);
}
