/** Lets so many tasks run at once: `each` under one key, `overall` in sum. Others wait in the order they came. */
export interface Gate {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
}

export interface GateLimits {
  readonly each: number;
  readonly overall: number;
}

/** Throttling buckets belong to an account and a Region, and are shared with everything else there. (ami-rules: EC2 DG "Request throttling") */
export function createGate({ each, overall }: GateLimits): Gate {
  const running = new Map<string, number>();
  const waiting: { readonly key: string; readonly start: () => void }[] = [];
  let total = 0;

  function hasRoom(key: string): boolean {
    return total < overall && (running.get(key) ?? 0) < each;
  }

  function enter(key: string): void {
    total += 1;
    running.set(key, (running.get(key) ?? 0) + 1);
  }

  function leave(key: string): void {
    total -= 1;
    const left = (running.get(key) ?? 1) - 1;
    if (left === 0) running.delete(key);
    else running.set(key, left);
    const next = waiting.findIndex((waiter) => hasRoom(waiter.key));
    const [waiter] = next === -1 ? [] : waiting.splice(next, 1);
    if (waiter === undefined) return;
    enter(waiter.key);
    waiter.start();
  }

  return {
    async run(key, task) {
      if (hasRoom(key)) enter(key);
      else await new Promise<void>((start) => waiting.push({ key, start }));
      try {
        return await task();
      } finally {
        leave(key);
      }
    },
  };
}
