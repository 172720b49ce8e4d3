import type { Directory } from '../model/directory.js';
import type { PlanResult, UndoRule } from '../operations/contract.js';
import { refusal, toPlanResult } from '../operations/findings/build.js';
import { toPolicyTarget, parseGranteeKey } from '../model/grantee.js';
import { truncate } from '../model/format.js';
import type { Plan, PolicyInput } from '../plan/types.js';
import { skippedFindings } from './findings.js';
import { grantsOf } from '../plan/grants.js';
import { impactOf, type Impact } from './impact.js';
import { removesAccess } from './observations.js';
import { classifyEffects, type Effects, type ClassifiedEffects } from './classify-effects.js';
import { toRevertPlan } from './revertible-steps.js';
import { toUndoSteps } from './undo-steps.js';

export interface UndoContext {
  readonly directory: Directory;
  /** How the request's operation is undone. */
  readonly rule: UndoRule;
}

/**
 * The plan that reverts the effects of a request: the undo steps of its steps, without effects that were removed or
 * changed since, or that another request also wants. Judged by the effects of its calls. If others want all of it, the
 * plan has no calls: the request only gives up its part.
 */
export function planUndo(effects: Effects, { directory, rule }: UndoContext): PlanResult {
  const { request } = effects;
  const frame: Plan = {
    operation: 'inverse' in rule ? rule.inverse : request.operation,
    subject: request.subject,
    title: `Undo ${request.id}: ${truncate(request.plan.title, 1_000)}`,
    steps: [],
    findings: [],
    evidence: [{ label: 'Reverts', value: `${request.id}: ${request.plan.title}` }],
    policyInput: request.plan.policyInput,
  };
  if ('irreversible' in rule) {
    return toPlanResult({
      ...frame,
      findings: [refusal('nothing-to-undo', `Undo cannot revert this. ${rule.irreversible}`)],
    });
  }
  const { revertible, unresolvable, staysPrivate } = toRevertPlan(request);
  const classified = classifyEffects(revertible, effects);
  const steps = toUndoSteps(classified.revertible, request.plan.steps);
  const impact = impactOf(classified.revertible, effects, directory);
  return toPlanResult({
    ...frame,
    steps,
    findings: [
      ...impact.findings,
      ...skippedFindings({ effects, classified, steps, unresolvable, staysPrivate, directory }),
    ],
    evidence: [...frame.evidence, ...impact.evidence],
    policyInput: policyInputFor(classified, impact, request.plan.policyInput),
  });
}

function policyInputFor(
  { revertible, shared: sharedGrants }: ClassifiedEffects,
  { inUse, tags }: Impact,
  before: PolicyInput,
): PolicyInput {
  const grants = [...revertible.flatMap(({ step }) => grantsOf(step.call)), ...sharedGrants.map(({ grant }) => grant)];
  const names = new Set(grants.map(({ grantee }) => grantee));
  return {
    targets: [...names].map((name) => toPolicyTarget(parseGranteeKey(name))),
    tags: tags ?? before.tags,
    inUse,
    removesAccess: revertible.some(({ step }) => removesAccess(step.call)),
  };
}
