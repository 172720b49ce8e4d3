/**
 * Runs a limited number of tasks at once: `perKey` with the same key, `total` in sum. Others wait in order of arrival.
 */
export interface ConcurrencyLimiter {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
}

export interface ConcurrencyLimits {
  readonly perKey: number;
  readonly total: number;
}

/**
 * Throttling buckets belong to an account and Region, and are shared with everything else there. (EC2 DG, "Request
 * throttling")
 */
export function createConcurrencyLimiter({ perKey, total }: ConcurrencyLimits): ConcurrencyLimiter {
  const running = new Map<string, number>();
  const waiting: { readonly key: string; readonly start: () => void }[] = [];
  let runningTotal = 0;

  function hasRoom(key: string): boolean {
    return runningTotal < total && (running.get(key) ?? 0) < perKey;
  }

  function acquire(key: string): void {
    runningTotal += 1;
    running.set(key, (running.get(key) ?? 0) + 1);
  }

  function release(key: string): void {
    runningTotal -= 1;
    const remaining = (running.get(key) ?? 1) - 1;
    if (remaining === 0) running.delete(key);
    else running.set(key, remaining);
    const next = waiting.findIndex((waiter) => hasRoom(waiter.key));
    const [waiter] = next === -1 ? [] : waiting.splice(next, 1);
    if (waiter === undefined) return;
    acquire(waiter.key);
    waiter.start();
  }

  return {
    async run(key, task) {
      if (hasRoom(key)) acquire(key);
      else await new Promise<void>((start) => waiting.push({ key, start }));
      try {
        return await task();
      } finally {
        release(key);
      }
    },
  };
}
