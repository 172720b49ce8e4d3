import type { Changes } from './changes.js';

export interface Patience {
  /** Milliseconds until it gives up; 10 seconds without. */
  readonly timeoutMs?: number;
  /** What is waited for, for the error. */
  readonly what?: string;
}

/** What a predicate looks at may lie outside the workspace: in the table, in the simulated cloud. */
const LOOK_AGAIN_MS = 100;

export type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>;

/**
 * Resolves with the first truthy answer of the predicate, which is asked at every change of the workspace. Rejects when
 * there is none in time, with the last thing that the predicate threw, if it did.
 */
export function eventually<T>(
  changes: Changes,
  predicate: () => T | Promise<T>,
  { timeoutMs = 10_000, what = 'what was expected' }: Patience = {},
): Promise<Truthy<T>> {
  return new Promise((resolve, reject) => {
    let isLooking = false;
    let failure: unknown;
    const off = changes.on(look);
    const again = setInterval(look, LOOK_AGAIN_MS);
    const end = setTimeout(() => {
      finish();
      reject(new Error(`${what} did not happen within ${timeoutMs} ms`, { cause: failure }));
    }, timeoutMs);

    function finish(): void {
      off();
      clearInterval(again);
      clearTimeout(end);
    }

    function look(): void {
      if (isLooking) return;
      isLooking = true;
      ask(predicate).then(
        (answer) => {
          isLooking = false;
          if (!isTruthy(answer)) return;
          finish();
          resolve(answer);
        },
        (error: unknown) => {
          isLooking = false;
          failure = error;
        },
      );
    }

    look();
  });
}

async function ask<T>(predicate: () => T | Promise<T>): Promise<T> {
  return predicate();
}

function isTruthy<T>(value: T): value is Truthy<T> {
  return Boolean(value);
}
