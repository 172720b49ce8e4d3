import { granteeKey } from '../model/grantee.js';
import { getOwn, orNotObserved } from '../model/observed-facts.js';
import { type Grant, grantsOf, restrictToGrants } from '../plan/grants.js';
import type { UndoStep } from '../plan/types.js';
import type { Request, RequestId } from '../request/types.js';
import { grantOwners } from './grant-ledger.js';
import { type EffectObservations, type EffectState, targetImageOf } from './observations.js';
import type { RevertibleStep } from './revertible-steps.js';

/** Whether the effect of a request is still wanted: it was not undone, and it has not expired. */
export function isEffective({ undoneBy, expiration }: Request, now: string): boolean {
  return undoneBy?.done !== true && (expiration === undefined || (!expiration.isSettled && expiration.revokeAt > now));
}

/** What the requests about one subject, and a check of EC2, say about the effects of one of them. */
export interface Effects {
  readonly request: Request;
  /** All that are about the same thing; the request itself may be among them. */
  readonly others: readonly Request[];
  readonly observations: EffectObservations;
  /** When they were seen. */
  readonly observedAt: string;
}

/** What is reverted, and what is skipped and why. A whole step is named by its title. */
export interface ClassifiedEffects {
  readonly revertible: readonly RevertibleEffect[];
  /** No longer there. */
  readonly removed: readonly SkippedEffect[];
  /** It was changed since. */
  readonly changed: readonly SkippedEffect[];
  /** Permissions that other effective requests have granted, too. */
  readonly shared: readonly SharedGrant[];
  /** Effects that could not be checked, and are reverted all the same. */
  readonly unverified: readonly { readonly title: string; readonly reason: string }[];
}

export interface RevertibleEffect {
  readonly origin: RevertibleStep;
  readonly step: UndoStep;
}

export type SkippedEffect = { readonly title: string } | Grant;

export interface SharedGrant {
  readonly grant: Grant;
  readonly by: readonly RequestId[];
}

/**
 * Goes through the effects of a request, the last first, and keeps those that exist because of this request alone.
 * Permissions are classified one by one, other effects call by call.
 */
export function classifyEffects(candidates: readonly RevertibleStep[], effects: Effects): ClassifiedEffects {
  const revertible: RevertibleEffect[] = [];
  const skipped = { removed: [] as SkippedEffect[], changed: [] as SkippedEffect[] };
  const sharedGrants: SharedGrant[] = [];
  const unverified: { title: string; reason: string }[] = [];
  const claims = ownershipOf(effects);
  const restoredImages = new Set<string>();

  for (const origin of candidates) {
    for (const step of origin.undo) {
      const imageId = targetImageOf(step.call, effects.request.subject)?.imageId ?? '';
      const effectState = restoredImages.has(imageId) ? 'present' : effectStateOf(step, effects);
      if (effectState === 'removed' || effectState === 'changed') {
        skipped[effectState].push({ title: step.title });
        continue;
      }
      if (effectState !== 'present') unverified.push({ title: step.title, reason: effectState.reason });
      if (restoresImage(step)) restoredImages.add(imageId);
      const narrowed = restrictToGrants(step, (grant) => isToTake(grant, origin, step));
      if (narrowed !== undefined) revertible.push({ origin, step: narrowed });
    }
  }
  return { revertible, ...skipped, shared: sharedGrants, unverified };

  function isToTake(grant: Grant, { step: forward }: RevertibleStep, step: UndoStep): boolean {
    const claim = isAlreadyReverted(grant, step, effects) ? 'removed' : claims(grant, grantsOf(forward.call));
    if (claim === 'own') return true;
    if (claim === 'removed' || claim === 'changed') skipped[claim].push(grant);
    else sharedGrants.push({ grant, by: claim });
    return false;
  }
}

/** The owner of a permission: this request, changed by another since, or shared with others. */
function ownershipOf({ request, others, observedAt }: Effects) {
  const all = [request, ...others.filter(({ id }) => id !== request.id)];
  const holders = grantOwners(all, request.id);
  const activeIds = new Set(
    all.filter((each) => each !== request && isEffective(each, observedAt)).map(({ id }) => id),
  );

  return (grant: Grant, asked: readonly Grant[]): 'own' | 'changed' | readonly RequestId[] => {
    const done = { ...grant, isGrant: !grant.isGrant };
    // No request names what another kind of call has erased, as disabling erases permissions.
    if (!asked.some(({ resourceId, grantee }) => resourceId === grant.resourceId && grantee === grant.grantee))
      return 'own';
    const by = holders(done);
    if (!by.has(request.id)) return 'changed';
    const kept = [...by].filter((id) => activeIds.has(id));
    return kept.length === 0 ? 'own' : kept;
  };
}

/** Changes to an AMI before its removal are reverted once it exists again. */
function restoresImage({ call }: UndoStep): boolean {
  return call.name === 'RestoreImageFromRecycleBin';
}

function effectStateOf(step: UndoStep, { request, observations }: Effects): EffectState {
  const image = targetImageOf(step.call, request.subject);
  // A snapshot outlives its AMI.
  const isAboutImage = step.call.name !== 'ModifySnapshotAttribute' && !restoresImage(step);
  if (image !== undefined && isAboutImage && getOwn(observations.images, image.imageId) === null) return 'removed';
  return getOwn(observations.steps, step.id) ?? 'present';
}

/** Whether a permission already has the state that the step would set. An unreadable one does not. */
function isAlreadyReverted(
  { resourceId, grantee, isGrant }: Grant,
  step: UndoStep,
  { request, observations }: Effects,
): boolean {
  const image = targetImageOf(step.call, request.subject);
  const facts = image === undefined ? undefined : getOwn(observations.images, image.imageId);
  const permissions =
    step.call.name === 'ModifyImageAttribute' ? facts?.launchPermissions : getOwn(facts?.volumePermissions, resourceId);
  const present = orNotObserved(permissions);
  return present.known && present.value.some((each) => granteeKey(each) === grantee) === isGrant;
}
