import { changeNamed } from './change-named.js';
import { Denied, Gone, isPortFailure, Refused } from './errors.js';
import type { Planned } from './operations/contract.js';
import { continued } from './plan/continued.js';
import { differences } from './plan/differences.js';
import type { Plan } from './plan/types.js';
import { planUndoNow } from './plan-undo-now.js';
import { judge } from './policy/judge.js';
import { backoffMs } from './request/backoff.js';
import type { Command } from './request/decide.js';
import { stepsToKeep } from './request/steps-to-keep.js';
import { later } from './request/times.js';
import type { Failure, Request } from './request/types.js';
import { planAbout } from './subjects.js';
import { nowOf, type World } from './world.js';

/** What came of looking again at what a request is about. */
export type Look =
  /** It may go on: what is left to do, and what speaks against it, is what was approved. */
  | { readonly kind: 'same'; readonly plan: Plan }
  /** The approvers are asked again, or it is over. */
  | { readonly kind: 'otherwise'; readonly command: Command & { type: 'send-back' | 'fail' } }
  /** It could not be found out now; try again then. */
  | { readonly kind: 'wait'; readonly attempts: number; readonly retryAt: string };

const ATTEMPTS = 12;

/** Observes anew, plans what is left to do, and compares with the approved plan. */
export async function lookAgain(world: World, request: Request): Promise<Look> {
  try {
    return await compare(world, request);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    const failure = finalFailure(error);
    const attempts = (request.trouble?.attempts ?? 0) + 1;
    if (failure === undefined && attempts < ATTEMPTS) {
      world.log.warn('what it is about could not be looked at again', {
        requestId: request.id,
        why: error.kind,
        attempts,
      });
      return { kind: 'wait', attempts, retryAt: later(nowOf(world), backoffMs(attempts, request.id)) };
    }
    return failed(failure ?? { code: error.kind, message: error.message, advice: 'Try again later with Retry.' });
  }
}

async function compare(world: World, request: Request): Promise<Look> {
  const planned = orNothing(await planAgain(world, request), request);
  if (planned.kind === 'refused') return failed(whyRefused(planned));
  const plan = continued(request.plan, new Set(Object.keys(stepsToKeep(request))), planned.plan);
  const changed = differences(request.plan, plan);
  // What the clock asks for was approved beforehand, however much of it is left.
  const ruling = isByClock(request) ? request.ruling : judge(world.policy.rules, plan, world.directory);
  if (ruling.kind === 'refused') {
    const message = ['The rules in force no longer allow this.', ...changed].join(' ');
    return failed({ code: ruling.reason.code, message });
  }
  if (changed.length === 0) return { kind: 'same', plan };
  const now = nowOf(world);
  return {
    kind: 'otherwise',
    command: {
      type: 'send-back',
      plan,
      ruling,
      differences: changed,
      expiresAt: later(now, world.policy.expireAfterMs),
      remindAt: later(now, world.policy.remindAfterMs),
    },
  };
}

function failed(failure: Failure): Look {
  return { kind: 'otherwise', command: { type: 'fail', failure } };
}

async function planAgain(world: World, request: Request): Promise<Planned> {
  if (request.undoes === undefined) {
    return planAbout(world, changeNamed(world, request.operation), request.input, request.subject);
  }
  const undone = await world.store.load(request.undoes.request);
  if (undone === undefined) throw new Gone('The request that it undoes is no longer stored.');
  if (['pending', 'approved', 'running'].includes(undone.status)) {
    throw new Refused('runs-again', `${undone.id}, which it undoes, runs again`);
  }
  return planUndoNow(world, undone);
}

/** Where nothing is left of what is to end, that is no failure: it is over. */
function orNothing(planned: Planned, request: Request): Planned {
  if (planned.kind === 'plan' || !isByClock(request)) return planned;
  if (!planned.findings.some(({ code }) => code === 'nothing-to-undo')) return planned;
  const findings = planned.findings.map((finding) => ({ ...finding, severity: 'info' }) as const);
  return { kind: 'plan', plan: { ...request.plan, steps: [], findings } };
}

function isByClock({ undoes }: Request): boolean {
  return undoes?.how === 'limit';
}

function whyRefused({ findings }: Planned & { kind: 'refused' }): Failure {
  const refusals = findings.filter(({ severity }) => severity === 'refusal');
  const advice = refusals.flatMap(({ fix }) => fix ?? []).join(' ');
  return {
    code: refusals[0]?.code ?? 'refused',
    message: refusals.map(({ text }) => text).join(' '),
    ...(advice === '' ? {} : { advice }),
  };
}

/** Failures that trying again will not mend. */
function finalFailure(error: Error): Failure | undefined {
  if (error instanceof Gone) return { code: 'gone', message: 'What it is about is no longer there.' };
  if (error instanceof Denied) {
    return {
      code: 'denied',
      message: error.message,
      advice: `Give the bot's role ${error.permission ?? 'the rights'}, then press Retry.`,
    };
  }
  return error instanceof Refused ? { code: error.code, message: error.message } : undefined;
}
