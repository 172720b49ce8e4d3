import { nameOf } from '../operations/planning/grantee.js';
import { observed, own } from '../operations/planning/observed.js';
import type { UndoStep } from '../plan/types.js';
import type { Request, RequestId } from '../request/types.js';
import { grantsOf, onlyGrants, type Grant } from './grants.js';
import { holdersOf } from './holders.js';
import { isInForce } from './in-force.js';
import { imageOf, type Sight, type Sights } from './sights.js';
import type { Candidate } from './take-back.js';

/** What the requests about one thing and a look at EC2 say of the effects of one of them. */
export interface Effects {
  readonly request: Request;
  /** All that are about the same thing; the request itself may be among them. */
  readonly others: readonly Request[];
  readonly sights: Sights;
  /** When they were seen. */
  readonly at: string;
}

/** What is taken back, and what is left as it is and why. A whole step is told by its title. */
export interface SortedOut {
  readonly taken: readonly Taken[];
  /** No longer there. */
  readonly gone: readonly Left[];
  /** Somebody has changed it since. */
  readonly changed: readonly Left[];
  /** Permissions that other requests in force have asked for too. */
  readonly held: readonly HeldGrant[];
  /** What could not be looked at, and is tried all the same. */
  readonly unseen: readonly { readonly title: string; readonly reason: string }[];
}

export interface Taken {
  readonly candidate: Candidate;
  readonly step: UndoStep;
}

export type Left = { readonly title: string } | Grant;

export interface HeldGrant {
  readonly grant: Grant;
  readonly by: readonly RequestId[];
}

/**
 * Goes through what a request did, the last first, and keeps what is still there by this request alone. Permissions are
 * looked at one by one, everything else a call at a time.
 */
export function sortOut(candidates: readonly Candidate[], effects: Effects): SortedOut {
  const taken: Taken[] = [];
  const left = { gone: [] as Left[], changed: [] as Left[] };
  const held: HeldGrant[] = [];
  const unseen: { title: string; reason: string }[] = [];
  const claims = claimsOn(effects);
  const broughtBack = new Set<string>();

  for (const candidate of candidates) {
    for (const step of candidate.undo) {
      const imageId = imageOf(step.call, effects.request.subject)?.imageId ?? '';
      const sight = broughtBack.has(imageId) ? 'there' : sightOf(step, effects);
      if (sight === 'gone' || sight === 'changed') {
        left[sight].push({ title: step.title });
        continue;
      }
      if (sight !== 'there') unseen.push({ title: step.title, reason: sight.reason });
      if (bringsBack(step)) broughtBack.add(imageId);
      const narrowed = onlyGrants(step, (grant) => isToTake(grant, candidate, step));
      if (narrowed !== undefined) taken.push({ candidate, step: narrowed });
    }
  }
  return { taken, ...left, held, unseen };

  function isToTake(grant: Grant, { step: forward }: Candidate, step: UndoStep): boolean {
    const claim = isSoAlready(grant, step, effects) ? 'gone' : claims(grant, grantsOf(forward.call));
    if (claim === 'own') return true;
    if (claim === 'gone' || claim === 'changed') left[claim].push(grant);
    else held.push({ grant, by: claim });
    return false;
  }
}

/** Whose a permission is: this request's own, changed by another one since, or wanted by others too. */
function claimsOn({ request, others, at }: Effects) {
  const all = [request, ...others.filter(({ id }) => id !== request.id)];
  const holders = holdersOf(all, request.id);
  const keepers = new Set(all.filter((each) => each !== request && isInForce(each, at)).map(({ id }) => id));

  return (grant: Grant, asked: readonly Grant[]): 'own' | 'changed' | readonly RequestId[] => {
    const done = { ...grant, gives: !grant.gives };
    // What a call of another kind has erased, as disabling erases permissions, no request has asked for by name.
    if (!asked.some(({ on, grantee }) => on === grant.on && grantee === grant.grantee)) return 'own';
    const by = holders(done);
    if (!by.has(request.id)) return 'changed';
    const kept = [...by].filter((id) => keepers.has(id));
    return kept.length === 0 ? 'own' : kept;
  };
}

/** What was done to an AMI before it was removed is taken back once it is there again. */
function bringsBack({ call }: UndoStep): boolean {
  return call.name === 'RestoreImageFromRecycleBin';
}

function sightOf(step: UndoStep, { request, sights }: Effects): Sight {
  const image = imageOf(step.call, request.subject);
  // A snapshot outlives its AMI.
  const isAboutImage = step.call.name !== 'ModifySnapshotAttribute' && !bringsBack(step);
  if (image !== undefined && isAboutImage && own(sights.images, image.imageId) === null) return 'gone';
  return own(sights.steps, step.id) ?? 'there';
}

/** Whether a permission reads already as the step would make it. What could not be read does not. */
function isSoAlready({ on, grantee, gives }: Grant, step: UndoStep, { request, sights }: Effects): boolean {
  const image = imageOf(step.call, request.subject);
  const facts = image === undefined ? undefined : own(sights.images, image.imageId);
  const permissions =
    step.call.name === 'ModifyImageAttribute' ? facts?.launchPermissions : own(facts?.volumePermissions, on);
  const present = observed(permissions);
  return present.known && present.value.some((each) => nameOf(each) === grantee) === gives;
}
