import { joinList } from '../model/format.js';
import type { TargetPart, PerTarget, Step } from '../plan/types.js';
import { cancellationRequest } from './cancellation.js';
import type { Failure, Request, RequestEvent } from './types.js';

/** How a request without remaining steps ends. */
export function completionEvent(request: Request, at: string): RequestEvent {
  const stop = cancellationRequest(request);
  if (stop !== undefined) return { type: 'cancelled', by: stop.by, at };
  const failed = failedSteps(request);
  const [first] = failed;
  if (first === undefined) return { type: 'done', at };
  const { perTarget } = request.plan;
  if (failed.length === 1 && perTarget === undefined) return { type: 'failed', failure: first.failure, at };
  const { code } = first.failure;
  const message =
    perTarget === undefined ? failed.map(stepMessage).join('\n') : perTargetMessage(perTarget, request, failed);
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

function stepMessage({ step, failure }: FailedStep): string {
  return `${step.title}: ${failure.message}`;
}

/** "Shared with prod (…). Not shared with dev (…): <reason>". Targets with the same result are joined. */
function perTargetMessage({ phrases, targets }: PerTarget, request: Request, failed: readonly FailedStep[]): string {
  const ended = targets.map((part) => targetOutcome(part, request, failed));
  const lines = (['done', 'partly', 'failed'] as const).flatMap((how) => {
    const alike = ended.filter((end) => end.result === how);
    return [...new Set(alike.map(({ reason }) => reason))].map((reason) => {
      const audience = joinList(alike.filter((end) => end.reason === reason).map(({ label }) => label));
      return sentence(`${phrases[how]} ${audience}${reason === '' ? '' : `: ${reason}`}`);
    });
  });
  const covered = new Set(ended.flatMap(({ causes }) => causes));
  return [...lines, ...failed.filter((other) => !covered.has(other)).map((other) => sentence(stepMessage(other)))].join(
    '\n',
  );
}

interface TargetOutcome {
  readonly label: string;
  readonly result: keyof PerTarget['phrases'];
  readonly reason: string;
  readonly causes: readonly FailedStep[];
}

function targetOutcome({ label, steps }: TargetPart, request: Request, failed: readonly FailedStep[]): TargetOutcome {
  const done = steps.filter((id) => request.steps[id]?.state === 'done');
  if (done.length === steps.length) return { label, result: 'done', reason: '', causes: [] };
  const needed = withDependencies(steps, request.plan.steps);
  const causes = failed.filter(({ step }) => needed.has(step.id));
  if (done.length > 0) return { label, result: 'partly', reason: causes.map(stepMessage).join(' '), causes };
  const reason = [...new Set(causes.map(({ failure }) => failure.message))].join(' ');
  return { label, result: 'failed', reason, causes };
}

/** The steps and all that they wait for, in turn. */
function withDependencies(ids: readonly string[], plan: readonly Step[]): ReadonlySet<string> {
  const after = new Map(plan.map((step) => [step.id, step.after]));
  const all = new Set(ids);
  // A set is iterated including elements that the loop adds.
  for (const id of all) for (const before of after.get(id) ?? []) all.add(before);
  return all;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
