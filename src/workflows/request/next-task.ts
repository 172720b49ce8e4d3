import type { CleanUp, Step } from '../plan/types.js';
import { endAhead } from './limit.js';
import { isAnythingOwed } from './owed.js';
import { rungTimes, type RungTimes } from './rungs.js';
import { isToBreakOff, stopOf } from './stopping.js';
import { later } from './times.js';
import type { Request, RequestId, StepProgress } from './types.js';

/** What is to be done about a request next, by whichever process holds it. */
export type Task =
  | { readonly kind: 'announce' }
  | { readonly kind: 'expire' }
  | { readonly kind: 'remind' }
  /** Look at the AMI again, compare with the approved plan, and begin. */
  | { readonly kind: 'begin' }
  /** Look at the AMI again, and tell people of a step that waits for its time. */
  | { readonly kind: 'announce-rung'; readonly step: Step }
  /** Its time has come: look at the AMI again, compare, and begin it. */
  | { readonly kind: 'begin-rung'; readonly step: Step }
  /** Make the step's call for the first time. */
  | { readonly kind: 'start'; readonly step: Step }
  /** The intent is recorded and the outcome is not: find out, or repeat. */
  | { readonly kind: 'resume'; readonly step: Step }
  /** Look whether the step's condition is met. */
  | { readonly kind: 'look'; readonly step: Step }
  /** It was stopped: look a last time, and wait no longer. */
  | { readonly kind: 'break-off'; readonly step: Step }
  | { readonly kind: 'skip'; readonly step: Step }
  | { readonly kind: 'finish' }
  /** Look at what uses it, and warn people that its time is over soon. */
  | { readonly kind: 'warn-end' }
  /** Its time is over: take back what it did. */
  | { readonly kind: 'end' }
  /** Tell the request that was undone so. */
  | { readonly kind: 'tell-undone'; readonly undone: RequestId }
  /** Nothing before `until`; nothing at all without it. */
  | { readonly kind: 'rest'; readonly until?: string };

/** The shortest time between two updates of a message about a running request: Slack allows about one a second. */
const UPDATE_INTERVAL_MS = 2_000;

export function nextTask(request: Request, now: string): Task {
  const work = nextWork(request, now);
  const announceAt = whenToAnnounce(request, work);
  if (announceAt === undefined) return work;
  if (announceAt <= now) return { kind: 'announce' };
  return work.kind === 'rest' ? restUntil(earliest(announceAt, work.until)) : work;
}

function nextWork(request: Request, now: string): Task {
  switch (request.status) {
    case 'pending':
      return nextWhilePending(request, now);
    case 'approved':
      return when(request.trouble?.retryAt, now, { kind: 'begin' });
    case 'running':
      return nextStep(request, now);
    case 'done':
      return nextWhenDone(request, now);
    case 'failed':
      return nextOfLimit(request, now);
    case 'denied':
    case 'cancelled':
    case 'expired':
      return { kind: 'rest' };
  }
}

function nextWhenDone(request: Request, now: string): Task {
  const { undoes } = request;
  if (undoes === undefined || undoes.told === true) return nextOfLimit(request, now);
  return { kind: 'tell-undone', undone: undoes.request };
}

/** The end comes at its time, whether people could be warned or not. */
function nextOfLimit(request: Request, now: string): Task {
  const limit = endAhead(request);
  if (limit === undefined) return { kind: 'rest' };
  const retryAt = request.trouble?.retryAt;
  const { endsAt, warnAt } = limit;
  if (warnAt === undefined || endsAt <= now) return when(latest(endsAt, retryAt), now, { kind: 'end' });
  return when(earliest(latest(warnAt, retryAt), endsAt), now, { kind: 'warn-end' });
}

function nextWhilePending({ expiresAt, remindAt }: Request, now: string): Task {
  if (expiresAt <= now) return { kind: 'expire' };
  if (remindAt === undefined || remindAt >= expiresAt) return { kind: 'rest', until: expiresAt };
  return when(remindAt, now, { kind: 'remind' });
}

function nextStep(request: Request, now: string): Task {
  const tasks = request.plan.steps.flatMap((step) => taskOf(step, request, now) ?? []);
  const isInHand = Object.values(request.steps).some(({ state }) => state === 'started' || state === 'waiting');
  // A rung may end in a question to the approvers: it is asked between the steps.
  const task = tasks.find((each) => each.kind !== 'rest' && !(isInHand && isRung(each)));
  if (task !== undefined) return task;
  const [first, ...others] = tasks.flatMap((each) => (each.kind === 'rest' ? [each.until] : []));
  return first === undefined && others.length === 0 ? { kind: 'finish' } : restUntil(others.reduce(earliest, first));
}

/** What a step wants; undefined when it is settled, or waits for another one. */
function taskOf(step: Step, request: Request, now: string): Task | undefined {
  const progress = request.steps[step.id];
  if (progress === undefined) return firstTaskOf(step, request, now);
  switch (progress.state) {
    case 'started':
      return when(progress.nextAt, now, { kind: 'resume', step });
    case 'waiting':
      if (isToBreakOff(step, request)) return { kind: 'break-off', step };
      return when(progress.nextAt, now, { kind: 'look', step });
    case 'done':
    case 'failed':
    case 'skipped':
      return undefined;
  }
}

function firstTaskOf(step: Step, request: Request, now: string): Task | undefined {
  if (step.cleansUp !== undefined) return cleanUpTask(step, step.cleansUp, request);
  const needed = step.after.map((id) => request.steps[id]);
  const isVain = needed.some((progress) => isOver(progress) && progress?.state !== 'done');
  if (isVain || stopOf(request) !== undefined) return { kind: 'skip', step };
  if (needed.some((progress) => progress?.state !== 'done')) return undefined;
  const times = rungTimes(step, request);
  return times === undefined ? { kind: 'start', step } : rungTask(step, times, request, now);
}

function rungTask(step: Step, { announceAt, at, isAnnounced }: RungTimes, request: Request, now: string): Task {
  const { trouble, announced } = request;
  if (!isAnnounced) return when(latest(announceAt, trouble?.retryAt), now, { kind: 'announce-rung', step });
  // Nobody is surprised by a rung while Slack cannot be told of it.
  if (isAnythingOwed(request)) return restUntil(announced.retryAt ?? now);
  return when(latest(at, trouble?.retryAt), now, { kind: 'begin-rung', step });
}

function isRung({ kind }: Task): boolean {
  return kind === 'announce-rung' || kind === 'begin-rung';
}

function cleanUpTask(step: Step, { of, unless }: CleanUp, { steps }: Request): Task | undefined {
  const users = [of, ...(unless === undefined ? [] : [unless]), ...step.after].map((id) => steps[id]);
  if (!users.every(isOver)) return undefined;
  const stays = unless !== undefined && steps[unless]?.state === 'done';
  return { kind: stays || !madeSomething(steps[of]) ? 'skip' : 'start', step };
}

/** What was accepted has left something behind also when it failed afterwards; what nobody knows of may have. */
function madeSomething(progress: StepProgress | undefined): boolean {
  if (progress?.state !== 'failed') return progress?.state === 'done';
  return progress.kept !== undefined || progress.failure?.code === 'unknown-outcome';
}

function isOver(progress: StepProgress | undefined): boolean {
  return progress !== undefined && ['done', 'failed', 'skipped'].includes(progress.state);
}

function whenToAnnounce(request: Request, work: Task): string | undefined {
  if (!isAnythingOwed(request)) return undefined;
  const { retryAt, shownAt } = request.announced;
  if (retryAt !== undefined) return retryAt;
  // While there is work to do, the message follows at a distance; when it rests, at once.
  if (request.status !== 'running' || shownAt === undefined) return '';
  if (work.kind === 'rest') return '';
  return later(shownAt, UPDATE_INTERVAL_MS);
}

function when(at: string | undefined, now: string, task: Task): Task {
  return at === undefined || at <= now ? task : { kind: 'rest', until: at };
}

function restUntil(until: string | undefined): Task {
  return until === undefined ? { kind: 'rest' } : { kind: 'rest', until };
}

function latest(one: string, other: string | undefined): string {
  return other === undefined || other < one ? one : other;
}

function earliest(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}
