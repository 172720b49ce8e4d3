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

/** The plan. Throws when it was refused. */
export function expectPlan(planned: PlanResult): Plan {
  if (planned.kind === 'plan') return planned.plan;
  throw new Error(`refused: ${findingCodes(planned).join(', ')}`);
}

/** The steps without what takes them back, which has tests of its own. */
export function forward(steps: readonly Step[]): readonly Omit<Step, 'undo'>[] {
  return steps.map((step) => {
    const { undo, ...rest } = step;
    return undo === undefined ? step : rest;
  });
}

/** What takes the steps back, by step: titles, calls, and what is waited for. */
export function undoCalls(steps: readonly Step[]): readonly unknown[] {
  return steps.map(({ id, undo }) => [id, undo?.map(({ title, call, waitFor }) => [title, call.input, waitFor])]);
}
