import { isPortFailure, type PortFailure } from '../workflows/errors.js';
import type { Clock } from '../workflows/ports.js';

/** Whether what the bot needs answers. The reason is for anybody who can reach the route: it names nothing of ours. */
export type Readiness = { readonly status: 'ok' } | { readonly status: 'unavailable'; readonly reason: string };

/** Resolves where the part works, else rejects: with a port failure or with `NotReady`. */
export type Check = () => Promise<unknown>;

/** A reason in words that may be shown to anybody. */
export class NotReady extends Error {}

export interface ReadinessOptions {
  readonly clock: Clock;
  /** By the part's name: "Slack", "the table". */
  readonly checks: Readonly<Record<string, Check>>;
  readonly keepMs?: number;
  readonly timeoutMs?: number;
}

/** A bot that is not ready most often will be in a moment: that is not kept for long. */
const KEEP_REFUSAL_MS = 250;

/**
 * Gives a function that says whether all checks pass. That they do is kept for 5 seconds, and asking while an answer is on
 * its way waits for it, so that probes cost what one probe costs.
 */
export function createReadiness({ clock, checks, keepMs = 5_000, timeoutMs = 4_000 }: ReadinessOptions) {
  let answer: { readonly readiness: Promise<Readiness>; until: number } | undefined;

  function ask(): Promise<Readiness> {
    const asked = { readiness: checkAll(checks, timeoutMs), until: Infinity };
    answer = asked;
    void asked.readiness.then(({ status }) => {
      asked.until = clock.now().getTime() + (status === 'ok' ? keepMs : Math.min(keepMs, KEEP_REFUSAL_MS));
    });
    return asked.readiness;
  }

  return function readiness(): Promise<Readiness> {
    return answer === undefined || clock.now().getTime() >= answer.until ? ask() : answer.readiness;
  };
}

async function checkAll(checks: ReadinessOptions['checks'], timeoutMs: number): Promise<Readiness> {
  const reasons = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await withTimeout(check(), timeoutMs);
        return [];
      } catch (error) {
        return [`${name}: ${reasonOf(error)}`];
      }
    }),
  );
  return reasons.flat().length === 0 ? { status: 'ok' } : { status: 'unavailable', reason: reasons.flat().join('; ') };
}

function reasonOf(error: unknown): string {
  if (error instanceof NotReady) return error.message;
  return isPortFailure(error) ? WORDS[error.kind] : 'failed';
}

const WORDS: Readonly<Record<PortFailure['kind'], string>> = {
  conflict: 'failed',
  throttled: 'does not answer for now',
  denied: 'a right is missing',
  gone: 'is not there',
  refused: 'refuses the request',
  'unknown-outcome': 'does not answer',
};

function withTimeout(work: Promise<unknown>, ms: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NotReady('does not answer')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
