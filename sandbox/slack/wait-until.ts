import type { Changes } from './changes.js';

export interface WaitOptions {
  /** Milliseconds until it gives up; 60 seconds without. */
  readonly timeoutMs?: number;
  /** What is waited for, for the error. */
  readonly description?: string;
}

/** What a predicate looks at may lie outside the workspace: in the table, in the simulated cloud. */
const POLL_INTERVAL_MS = 100;

export type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>;

/**
 * Resolves with the first truthy answer of the predicate, which is asked at every change of the workspace. Rejects when
 * there is none in time, with the last thing that the predicate threw, if it did.
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
