import type { PlanResult } from '../../../src/domain/operations/contract.js';
import type { Finding, Plan, Step } from '../../../src/domain/plan/types.js';

/** The findings of a plan or a refusal, as "severity code". */
export function findingCodes(planned: PlanResult): readonly string[] {
  return findingsOf(planned).map(({ severity, code }) => `${severity} ${code}`);
}

export function findingsOf(planned: PlanResult): readonly Finding[] {
  return planned.kind === 'plan' ? planned.plan.findings : planned.findings;
}

export function findingWith(planned: PlanResult, code: string): Finding | undefined {
  return findingsOf(planned).find((finding) => finding.code === code);
}

/** The codes of the refusals, without other findings. Empty for a plan. */
export function refusalCodes(planned: PlanResult): readonly string[] {
  return planned.kind === 'plan'
    ? []
    : planned.findings.flatMap(({ severity, code }) => (severity === 'refusal' ? code : []));
}

/** The plan. Throws when it was refused. */
export function expectPlan(planned: PlanResult): Plan {
  if (planned.kind === 'plan') return planned.plan;
  throw new Error(`refused: ${findingCodes(planned).join(', ')}`);
}

/** The step of the plan with this id, or undefined if there is none. */
export function stepWith(planned: PlanResult, id: string): Step | undefined {
  return expectPlan(planned).steps.find((step) => step.id === id);
}

/** The steps without their undo, which has tests of its own. */
export function forward(steps: readonly Step[]): readonly Omit<Step, 'undo'>[] {
  return steps.map((step) => {
    const { undo, ...rest } = step;
    return undo === undefined ? step : rest;
  });
}

/** The undo of each step: titles, inputs of the calls, and conditions to wait for. */
export function undoCalls(steps: readonly Step[]): readonly unknown[] {
  return steps.map(({ id, undo }) => [id, undo?.map(({ title, call, waitFor }) => [title, call.input, waitFor])]);
}
