import { isPortFailure, type PortFailure } from '../workflows/ports/errors.js';
import type { Clock } from '../workflows/ports/clock-and-ids.js';

/** The process cannot start and would not be able to if it tried again. The message is for the person who starts it. */
export class StartupError extends Error {}

/** Whether what the bot needs answers. The reason is for anybody who can reach the route: it names nothing of ours. */
export type Readiness = { readonly status: 'ok' } | { readonly status: 'unavailable'; readonly reason: string };

/** Resolves if the part works, otherwise rejects with a port failure or with `NotReady`. */
export type ReadinessCheck = () => Promise<unknown>;

/** A reason in words that may be shown to anybody. */
export class NotReady extends Error {}

export interface ReadinessOptions {
  readonly clock: Clock;
  /** By the part's name: "Slack", "the table". */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  readonly cacheMs?: number;
  readonly timeoutMs?: number;
}

/** A bot that is not ready usually is a moment later: a failure is cached only briefly. */
const FAILURE_CACHE_MS = 250;

/**
 * Returns a function that tells whether all checks pass. Success is cached for 5 seconds, and concurrent calls share
 * one check, so that any number of probes costs one.
 */
export function createReadiness({ clock, checks, cacheMs = 5_000, timeoutMs = 4_000 }: ReadinessOptions) {
  let cached: { readonly readiness: Promise<Readiness>; until: number } | undefined;

  function refresh(): Promise<Readiness> {
    const asked = { readiness: checkAll(checks, timeoutMs), until: Infinity };
    cached = asked;
    void asked.readiness.then(({ status }) => {
      asked.until = clock.now().getTime() + (status === 'ok' ? cacheMs : Math.min(cacheMs, FAILURE_CACHE_MS));
    });
    return asked.readiness;
  }

  return function readiness(): Promise<Readiness> {
    return cached === undefined || clock.now().getTime() >= cached.until ? refresh() : cached.readiness;
  };
}

async function checkAll(checks: ReadinessOptions['checks'], timeoutMs: number): Promise<Readiness> {
  const reasons = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await withTimeout(check(), timeoutMs);
        return [];
      } catch (error) {
        return [`${name}: ${failureReason(error)}`];
      }
    }),
  );
  return reasons.flat().length === 0 ? { status: 'ok' } : { status: 'unavailable', reason: reasons.flat().join('; ') };
}

function failureReason(error: unknown): string {
  if (error instanceof NotReady) return error.message;
  return isPortFailure(error) ? REASON_TEXT[error.kind] : 'failed';
}

const REASON_TEXT: Readonly<Record<PortFailure['kind'], string>> = {
  conflict: 'failed',
  throttled: 'is temporarily unavailable',
  'access-denied': 'a permission is missing',
  'not-found': 'does not exist',
  rejected: 'refuses the request',
  'unknown-outcome': 'does not answer',
};

function withTimeout(work: Promise<unknown>, ms: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NotReady('does not answer')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
