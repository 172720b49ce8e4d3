import { Denied, Gone, isPortFailure, Refused } from './errors.js';
import type { Change, Planned } from './operations/contract.js';
import { differences } from './plan/differences.js';
import { judge } from './policy/judge.js';
import { backoffMs } from './request/backoff.js';
import { decide, type Command } from './request/decide.js';
import { later } from './request/times.js';
import type { Failure, Request, RequestEvent } from './request/types.js';
import { planAbout } from './subjects.js';
import { nowOf, type World } from './world.js';

/** What came of looking again before a run. */
export type Beginning =
  | { readonly kind: 'events'; readonly events: readonly RequestEvent[] }
  /** It could not be found out now; try again then. */
  | { readonly kind: 'wait'; readonly retryAt: string };

const ATTEMPTS = 12;

/**
 * Looks at the world once more and compares a fresh plan with the approved one. The same: the run begins. Different: the
 * request goes back to the approvers. Impossible by now: it fails, with the reasons.
 */
export async function beginRun(world: World, request: Request): Promise<Beginning> {
  try {
    return events(request, nowOf(world), await commandFor(world, request));
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
      return { kind: 'wait', retryAt: later(nowOf(world), backoffMs(attempts, request.id)) };
    }
    return events(request, nowOf(world), {
      type: 'fail',
      failure: failure ?? { code: error.kind, message: error.message, advice: 'Try again later with Retry.' },
    });
  }
}

async function commandFor(world: World, request: Request): Promise<Command> {
  const begun = Object.keys(request.steps).length > 0;
  // What has begun goes on; only what takes an AMI away is looked at again, since its use may have begun meanwhile.
  if (begun && !request.plan.scope.takesAway) return { type: 'begin' };
  const planned = await planAgain(world, request);
  if (planned.kind === 'refused') return { type: 'fail', failure: whyRefused(planned) };
  const ruling = judge(world.policy.rules, planned.plan, world.directory);
  if (ruling.kind === 'refused') {
    const message = 'The rules in force no longer allow this.';
    return { type: 'fail', failure: { code: ruling.reason.code, message } };
  }
  const changed = differences(request.plan, planned.plan);
  if (changed.length === 0) return { type: 'begin' };
  const now = nowOf(world);
  return {
    type: 'send-back',
    plan: planned.plan,
    ruling,
    differences: changed,
    expiresAt: later(now, world.policy.expireAfterMs),
    remindAt: later(now, world.policy.remindAfterMs),
  };
}

async function planAgain(world: World, request: Request): Promise<Planned> {
  const operation = changeNamed(world, request.operation);
  return planAbout(world, operation, request.input, request.subject);
}

function changeNamed(world: World, name: string): Change {
  const operation = world.operations.find((each) => each.name === name);
  if (operation?.kind !== 'change') throw new Refused('unknown-operation', `this version cannot ${name}`);
  return operation;
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

function events(request: Request, at: string, command: Command): Beginning {
  const decision = decide(command, request, at);
  // It was approved when it was taken hold of, and nobody but the holder can change that.
  return { kind: 'events', events: decision.kind === 'events' ? decision.events : [] };
}
