import { listed } from '../operations/planning/wording.js';
import type { Part, Parts, Step } from '../plan/types.js';
import { stopOf } from './stopping.js';
import type { Failure, Request, RequestEvent } from './types.js';

/** How a request ends of which no step is left to do. */
export function endOf(request: Request, at: string): RequestEvent {
  const stop = stopOf(request);
  if (stop !== undefined) return { type: 'cancelled', by: stop.by, at };
  const failed = failedSteps(request);
  const [first] = failed;
  if (first === undefined) return { type: 'done', at };
  const { parts } = request.plan;
  if (failed.length === 1 && parts === undefined) return { type: 'failed', failure: first.failure, at };
  const { code } = first.failure;
  const message = parts === undefined ? failed.map(inFull).join('\n') : partByPart(parts, request, failed);
  const advice = [...new Set(failed.flatMap(({ failure }) => failure.advice ?? []))].join(' ');
  return { type: 'failed', failure: { code, message, ...(advice === '' ? {} : { advice }) }, at };
}

interface FailedStep {
  readonly step: Step;
  readonly failure: Failure;
}

function failedSteps({ plan, steps }: Request): readonly FailedStep[] {
  return plan.steps.flatMap((step) => {
    const failure = steps[step.id]?.failure;
    return failure === undefined ? [] : [{ step, failure }];
  });
}

function inFull({ step, failure }: FailedStep): string {
  return `${step.title}: ${failure.message}`;
}

/** "Shared with prod (…). Not shared with dev (…): <reason>"; those of whom the same is so together. */
function partByPart({ said, each }: Parts, request: Request, failed: readonly FailedStep[]): string {
  const ended = each.map((part) => endOfPart(part, request, failed));
  const lines = (['done', 'partly', 'failed'] as const).flatMap((how) => {
    const alike = ended.filter((end) => end.how === how);
    return [...new Set(alike.map(({ why }) => why))].map((why) => {
      const whom = listed(alike.filter((end) => end.why === why).map(({ label }) => label));
      return sentence(`${said[how]} ${whom}${why === '' ? '' : `: ${why}`}`);
    });
  });
  const told = new Set(ended.flatMap(({ causes }) => causes));
  return [...lines, ...failed.filter((other) => !told.has(other)).map((other) => sentence(inFull(other)))].join('\n');
}

interface EndOfPart {
  readonly label: string;
  readonly how: keyof Parts['said'];
  readonly why: string;
  readonly causes: readonly FailedStep[];
}

function endOfPart({ label, steps }: Part, request: Request, failed: readonly FailedStep[]): EndOfPart {
  const done = steps.filter((id) => request.steps[id]?.state === 'done');
  if (done.length === steps.length) return { label, how: 'done', why: '', causes: [] };
  const needed = withAllBefore(steps, request.plan.steps);
  const causes = failed.filter(({ step }) => needed.has(step.id));
  if (done.length > 0) return { label, how: 'partly', why: causes.map(inFull).join(' '), causes };
  const why = [...new Set(causes.map(({ failure }) => failure.message))].join(' ');
  return { label, how: 'failed', why, causes };
}

/** The steps and all that they wait for, in turn. */
function withAllBefore(ids: readonly string[], plan: readonly Step[]): ReadonlySet<string> {
  const after = new Map(plan.map((step) => [step.id, step.after]));
  const all = new Set(ids);
  // A set is walked with what is added to it on the way.
  for (const id of all) for (const before of after.get(id) ?? []) all.add(before);
  return all;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
