import type { Log } from '../workflows/ports/log.js';

export interface PollerOptions {
  /** Processes due work, and returns how much there was. */
  readonly poll: () => Promise<number>;
  readonly intervalMs: number;
  readonly log: Log;
}

export interface Poller {
  /** Begins no further round, and resolves when the present one has ended. */
  stop(): Promise<void>;
}

const MAX_PAUSE_MS = 30_000;

/**
 * Calls `poll` repeatedly: soon while there is due work, otherwise after a pause, which grows while it fails. The
 * pauses are jittered, so that several processes do not poll in step.
 */
export function startPoller({ poll, intervalMs, log }: PollerOptions): Poller {
  const stopController = new AbortController();

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopController.signal.aborted) {
      const processed = await pollOnce();
      failures = processed === undefined ? failures + 1 : 0;
      // Always pause between rounds: a blocked request stays due and would cause a busy loop.
      const delayMs = processed === undefined || processed === 0 ? intervalMs * 2 ** failures : intervalMs / 10;
      await sleep(Math.min(delayMs, MAX_PAUSE_MS) * (0.75 + Math.random() / 2), stopController.signal);
    }
  }

  async function pollOnce(): Promise<number | undefined> {
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
      stopController.abort();
      return running;
    },
  };
}

/** Resolves after a time, or as soon as the signal is given. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
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
