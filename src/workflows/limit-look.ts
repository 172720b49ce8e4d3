import { isPortFailure, sentenceOf } from './errors.js';
import type { Hold } from './hold.js';
import type { Plan } from './plan/types.js';
import { planUndoNow } from './plan-undo-now.js';
import { backoffMs } from './request/backoff.js';
import { later } from './request/times.js';
import { nowOf, type World } from './world.js';

/** What there is to take back of what was done for a time. */
export type LimitLook =
  | { readonly kind: 'something'; readonly plan: Plan }
  /** Others asked for the same, and keep it. */
  | { readonly kind: 'kept'; readonly why: string }
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Looks at it as an undo would, and at the other requests that may keep it. */
export async function lookAtLimit(world: World, hold: Hold): Promise<LimitLook> {
  try {
    const planned = await hold.during(planUndoNow(world, hold.request));
    if (planned.kind === 'refused') {
      const refusals = planned.findings.filter(({ severity }) => severity === 'refusal');
      return { kind: 'nothing', why: textOf(refusals) };
    }
    const { plan } = planned;
    if (plan.steps.length > 0) return { kind: 'something', plan };
    return { kind: 'kept', why: textOf(plan.findings.filter(({ code }) => code === 'undo-held')) };
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    world.log.warn('what was done for a time could not be looked at', { requestId: hold.request.id, why: error.kind });
    return { kind: 'unreadable', why: sentenceOf(error) };
  }
}

/** Sets the time of the next attempt, and says how many there have been. */
export function waitForNext(world: World, hold: Hold): number {
  const { request } = hold;
  const attempts = (request.trouble?.attempts ?? 0) + 1;
  const retryAt = later(nowOf(world), backoffMs(attempts, request.id));
  hold.apply((current) => ({ ...current, trouble: { attempts, retryAt } }));
  return attempts;
}

function textOf(findings: Plan['findings']): string {
  return findings.map(({ text }) => text).join(' ');
}
