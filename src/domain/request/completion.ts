import { canonicalJson } from '../model/canonical-json.js';
import { joinList } from '../model/format.js';
import type { TargetPart, PerTarget, Step } from '../plan/types.js';
import { cancellationRequest } from './cancellation.js';
import type { Failure, PartResult } from './failure.js';
import type { Request, RequestEvent } from './types.js';

/** How a request without remaining steps ends. */
export function completionEvent(request: Request, at: string): RequestEvent {
  const stop = cancellationRequest(request);
  if (stop !== undefined) return { type: 'cancelled', by: stop.by, at };
  const failed = failedSteps(request);
  const [first] = failed;
  if (first === undefined) return { type: 'done', at };
  const { perTarget } = request.plan;
  if (failed.length === 1 && perTarget === undefined) return { type: 'failed', failure: first.failure, at };
  const parts = perTarget === undefined ? failed.map(stepResult) : targetResults(perTarget, request, failed);
  return { type: 'failed', failure: { code: first.failure.code, parts }, at };
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

function stepResult({ step, failure }: FailedStep): PartResult {
  return { text: step.title, failures: [failure] };
}

/** "Shared with prod (…)", "Not shared with dev (…)" and why. Targets with the same result are joined. */
function targetResults(
  { phrases, targets }: PerTarget,
  request: Request,
  failed: readonly FailedStep[],
): readonly PartResult[] {
  const outcomes = targets.map((part) => targetOutcome(part, request, failed));
  const joined = (['done', 'partly', 'failed'] as const).flatMap((result) => {
    const alike = outcomes.filter((outcome) => outcome.result === result);
    const distinct = new Map(alike.map(({ failures }) => [canonicalJson(failures), failures]));
    return [...distinct].map(([key, failures]) => {
      const audience = alike.filter((outcome) => canonicalJson(outcome.failures) === key).map(({ label }) => label);
      return { text: `${phrases[result]} ${joinList(audience)}`, failures };
    });
  });
  const covered = new Set(outcomes.flatMap(({ causes }) => causes));
  return [...joined, ...failed.filter((other) => !covered.has(other)).map(stepResult)];
}

interface TargetOutcome {
  readonly label: string;
  readonly result: keyof PerTarget['phrases'];
  readonly failures: readonly Failure[];
  readonly causes: readonly FailedStep[];
}

function targetOutcome({ label, steps }: TargetPart, request: Request, failed: readonly FailedStep[]): TargetOutcome {
  const done = steps.filter((id) => request.steps[id]?.state === 'done');
  if (done.length === steps.length) return { label, result: 'done', failures: [], causes: [] };
  const needed = withDependencies(steps, request.plan.steps);
  const causes = failed.filter(({ step }) => needed.has(step.id));
  if (done.length === 0) return { label, result: 'failed', failures: causes.map(({ failure }) => failure), causes };
  // Which of its steps is missing is part of the reason.
  const failures = causes.map((cause) => ({ code: cause.failure.code, parts: [stepResult(cause)] }));
  return { label, result: 'partly', failures, causes };
}

/** The steps and all that they wait for, in turn. */
function withDependencies(ids: readonly string[], plan: readonly Step[]): ReadonlySet<string> {
  const after = new Map(plan.map((step) => [step.id, step.after]));
  const all = new Set(ids);
  // A set is iterated including elements that the loop adds.
  for (const id of all) for (const before of after.get(id) ?? []) all.add(before);
  return all;
}
