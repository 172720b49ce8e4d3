import { canonicalJson } from '../model/canonical-json.js';
import { parseGranteeKey, toPolicyTarget } from '../model/grantee.js';
import type { OutputRef, TextOrRef } from './call-inputs.js';
import { callSpec } from './call-specs.js';
import { type GrantChange, grantChanges } from './grants.js';
import type { Call, Plan, Step, Target } from './types.js';

/** Something that a plan does, as the approval rules judge it. */
export interface Effect {
  /** The `action` of a rule: an operation, or `terminate`. */
  readonly action: string;
  /** Where the call is made. For what creates a resource: where that will be. */
  readonly account: string;
  readonly region: string;
  /** Absent if the effect reaches nothing but its own place. */
  readonly target?: Target;
}

export type JudgedPlan = Pick<Plan, 'operation' | 'subject' | 'steps' | 'policyInput'>;

/**
 * The effects of a plan, each once, those of the named operation first. Steps that remove what the plan itself creates
 * or grants have none. A target that the plan names and no call reaches is judged as the operation's own, so that a
 * plan without calls is judged, too.
 */
export function effectsOf(plan: JudgedPlan): readonly Effect[] {
  const called = plan.steps.flatMap((step) => effectsOfStep(step, plan));
  const reached = new Set(called.map(({ target }) => canonicalJson(target ?? null)));
  const unreached = plan.policyInput.targets.filter((target) => !reached.has(canonicalJson(target)));
  const effects = distinct([...called, ...unreached.map((target) => declaredEffect(plan, target))]);
  if (effects.length === 0) return [{ action: plan.operation, ...placeOf(plan.subject) }];
  return [
    ...effects.filter(({ action }) => action === plan.operation),
    ...effects.filter(({ action }) => action !== plan.operation),
  ];
}

/** The operations whose effect has a target. Any other operation reaches a target by sharing with it. */
const WITH_TARGET: readonly string[] = ['share', 'unshare', 'publish', 'unpublish', 'copy'];

function declaredEffect({ operation, subject }: JudgedPlan, target: Target): Effect {
  const action = WITH_TARGET.includes(operation) ? operation : 'share';
  return { action, ...placeOf(subject), target };
}

function effectsOfStep(step: Step, plan: JudgedPlan): readonly Effect[] {
  const { call } = step;
  if (isCleanUp(step, plan.steps)) return [];
  const { effect } = callSpec(call.name);
  switch (effect.kind) {
    case 'permissions':
      return grantChanges(call).flatMap((change) => permissionEffect(change, step, plan));
    case 'action-on-existing':
      return resourcesOf(call).every(isRef) ? [] : [{ action: effect.action, ...placeOf(call) }];
    case 'action': {
      const action = effect.within.includes(plan.operation) ? plan.operation : effect.action;
      if (action !== 'copy') return [{ action, ...placeOf(call) }];
      return isOnTheWay(step, plan.steps) ? [] : [copyEffect(call, plan)];
    }
  }
}

/** A copy in another account counts as given to that account, whatever its Region. */
function copyEffect(call: Call, { subject }: JudgedPlan): Effect {
  const { account, region } = call;
  const target: Target = account === subject.account ? { kind: 'region', region } : { kind: 'account', id: account };
  return { action: 'copy', account, region, target };
}

/** What is granted to the account that copies, for as long as it copies, is a part of the copy. */
function permissionEffect(change: GrantChange, step: Step, { steps }: JudgedPlan): readonly Effect[] {
  const { resource, grantee, isGrant } = change;
  const isLent = isRevokedBy(step, steps) || (isRef(resource) && isAlwaysRemoved(resource.step, steps));
  if (isGrant && isLent && steps.some((other) => isCreation(other) && other.call.account === grantee)) return [];
  const isPublic = grantee === 'public';
  const action = isGrant ? (isPublic ? 'publish' : 'share') : isPublic ? 'unpublish' : 'unshare';
  return [{ action, ...placeOf(step.call), target: toPolicyTarget(parseGranteeKey(grantee)) }];
}

/** An intermediate copy is a part of the copies that are made from it. */
function isOnTheWay(step: Step, steps: readonly Step[]): boolean {
  return (
    isAlwaysRemoved(step.id, steps) && steps.some((other) => isCreation(other) && !isAlwaysRemoved(other.id, steps))
  );
}

function isCreation({ call, cleanup }: Step): boolean {
  return cleanup === undefined && callSpec(call.name).creates !== undefined;
}

function isAlwaysRemoved(stepId: string, steps: readonly Step[]): boolean {
  return steps.some((step) => step.cleanup?.stepId === stepId && isPermanent(step) && isCleanUp(step, steps));
}

function isPermanent({ cleanup }: Step): boolean {
  return cleanup !== undefined && cleanup.unlessDone === undefined;
}

function isRevokedBy({ id }: Step, steps: readonly Step[]): boolean {
  return isAlwaysRemoved(id, steps);
}

/** Whether a step removes nothing but what another step of the plan creates or grants. */
function isCleanUp({ call, cleanup }: Step, steps: readonly Step[]): boolean {
  const origin = steps.find(({ id }) => id === cleanup?.stepId);
  if (origin === undefined) return false;
  const revoked = grantChanges(call);
  if (revoked.length > 0) {
    const granted = grantChanges(origin.call).map(({ resource, grantee, isGrant }) =>
      canonicalJson({ resource, grantee, isGrant: !isGrant }),
    );
    return revoked.every((change) => !change.isGrant && granted.includes(canonicalJson(change)));
  }
  const resources = resourcesOf(call);
  return resources.length > 0 && resources.every((resource) => isRef(resource) && resource.step === origin.id);
}

/** The resources that a call changes, as far as they exist before it. */
function resourcesOf({ input }: Call): readonly TextOrRef[] {
  return [
    ...('ImageId' in input ? [input.ImageId] : []),
    ...('SnapshotId' in input ? [input.SnapshotId] : []),
    ...('ImportTaskId' in input ? [input.ImportTaskId] : []),
    ...('InstanceIds' in input ? input.InstanceIds : []),
    ...('Resources' in input ? input.Resources : []),
  ];
}

function isRef(resource: TextOrRef): resource is OutputRef {
  return typeof resource !== 'string';
}

function placeOf({ account, region }: { readonly account: string; readonly region: string }): Omit<Effect, 'action'> {
  return { account, region };
}

function distinct(effects: readonly Effect[]): readonly Effect[] {
  return [...new Map(effects.map((effect) => [canonicalJson(effect), effect])).values()];
}
