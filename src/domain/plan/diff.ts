import { canonicalJson } from '../model/canonical-json.js';
import type { Finding, Plan, Step, UndoStep } from './types.js';

/**
 * Describes how a new plan differs from the approved one, in plain sentences. Empty if the same calls run and the same
 * findings apply. A warning that disappeared is no difference: the approvers accepted more.
 */
export function diffPlans(approved: Plan, currentPlan: Plan): readonly string[] {
  return [
    ...stepDifferences(approved, currentPlan),
    ...timeDifference(approved, currentPlan),
    ...newFindings(approved, currentPlan),
    ...usageDifference(approved, currentPlan),
  ];
}

function stepDifferences(approved: Plan, currentPlan: Plan): readonly string[] {
  const before = new Map(approved.steps.map((step) => [step.id, step]));
  const after = new Map(currentPlan.steps.map((step) => [step.id, step]));
  const gone = approved.steps.filter(({ id }) => !after.has(id)).map(({ title }) => `No longer called: ${title}`);
  const changed = currentPlan.steps.flatMap((step) => {
    const old = before.get(step.id);
    if (old === undefined) return [`New call: ${step.title}`];
    // The undo of a step depends on the state when it runs. It was not part of the approval.
    return equal({ ...old, undo: undefined }, { ...step, undo: undefined }) ? [] : [`Other parameters: ${step.title}`];
  });
  return [...gone, ...changed];
}

/** Only where a version that counts otherwise has planned it: the same words give the same time. */
function timeDifference({ expiresAfterMs: before }: Plan, { expiresAfterMs: now }: Plan): readonly string[] {
  return before === now ? [] : ['It would be revoked at another time.'];
}

function newFindings(approved: Plan, currentPlan: Plan): readonly string[] {
  const accepted = new Set(approved.findings.map(findingKey));
  return currentPlan.findings
    .filter((finding) => finding.severity !== 'info' && !accepted.has(findingKey(finding)))
    .map(({ text }) => `New: ${text}`);
}

function usageDifference(approved: Plan, currentPlan: Plan): readonly string[] {
  if (
    !currentPlan.policyInput.removesAccess ||
    approved.policyInput.inUse === currentPlan.policyInput.inUse ||
    currentPlan.policyInput.inUse === 'no'
  )
    return [];
  return [
    currentPlan.policyInput.inUse === 'yes'
      ? 'The AMI is in use now.'
      : 'Whether the AMI is in use can no longer be read.',
  ];
}

function findingKey({ code, subject, severity }: Finding): string {
  return JSON.stringify([code, subject, severity]);
}

function equal(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/**
 * Merges a new plan with the completed steps of the approved one. Completed steps stay; the others are planned again
 * with the same dependencies. If the new plan repeats a completed step, its effect was reverted outside of the request,
 * and a warning says so.
 */
export function mergeCompletedSteps(approved: Plan, done: ReadonlySet<string>, currentPlan: Plan): Plan {
  if (done.size === 0) return currentPlan;
  const before = new Map(approved.steps.map((step) => [step.id, step]));
  const ahead = currentPlan.steps.filter(({ id }) => !done.has(id));
  const again = currentPlan.steps.filter(({ id }) => done.has(id));
  return {
    ...currentPlan,
    steps: [
      ...approved.steps.filter(({ id }) => done.has(id)),
      ...ahead.map((step) => ({ ...step, after: dependencies(step, before.get(step.id), done) })),
    ],
    findings: [...again.map(revertedFinding), ...currentPlan.findings],
  };
}

/** Returns the undo steps that differ from those that were approved. */
export function changedUndoSteps(approved: Plan, currentPlan: Plan): Readonly<Record<string, readonly UndoStep[]>> {
  const before = new Map(approved.steps.map(({ id, undo }) => [id, canonicalJson(undo ?? null)]));
  return Object.fromEntries(
    currentPlan.steps.flatMap(({ id, undo }) =>
      undo === undefined || before.get(id) === canonicalJson(undo) ? [] : [[id, undo] as const],
    ),
  );
}

function dependencies(step: Step, before: Step | undefined, done: ReadonlySet<string>): readonly string[] {
  const still = (before?.after ?? []).filter((id) => done.has(id) || step.after.includes(id));
  return [...still, ...step.after.filter((id) => !still.includes(id) && !done.has(id))];
}

function revertedFinding({ id, title }: Step): Finding {
  return {
    code: 'reverted-outside-request',
    severity: 'warning',
    text: `This was reverted outside of the request: ${title}.`,
    fix: 'Find out why before it continues.',
    subject: id,
  };
}
