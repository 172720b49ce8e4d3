import type { Log } from './workflows/ports.js';

export interface PollerOptions {
  /** Does what is due, and says how much that was. */
  readonly poll: () => Promise<number>;
  readonly everyMs: number;
  readonly log: Log;
}

export interface Poller {
  /** Begins no further round, and resolves when the present one has ended. */
  stop(): Promise<void>;
}

const LONGEST_PAUSE_MS = 30_000;

/**
 * Calls `poll` again and again: soon while there is something due, else after a pause, which grows while it fails.
 * The pauses are jittered, so that several processes do not ask in step.
 */
export function startPoller({ poll, everyMs, log }: PollerOptions): Poller {
  const stopping = new AbortController();

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const done = await round();
      failures = done === undefined ? failures + 1 : 0;
      // Even with work to do not in one breath: a request that cannot go on is still due.
      const rest = done === undefined || done === 0 ? everyMs * 2 ** failures : everyMs / 10;
      await pause(Math.min(rest, LONGEST_PAUSE_MS) * (0.75 + Math.random() / 2), stopping.signal);
    }
  }

  async function round(): Promise<number | undefined> {
    try {
      return await poll();
    } catch (error) {
      log.warn('looking for due requests failed', { error });
      return undefined;
    }
  }

  const running = run();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}

/** Resolves after a time, or as soon as the signal is given. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(end, ms);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end);
  });
}
