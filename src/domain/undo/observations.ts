import type { Facts, ObservationRequest } from '../model/facts.js';
import type { ImageRef } from '../model/image.js';
import type { Unknown } from '../model/fact.js';
import type { Subject } from '../model/subject.js';
import { callSpec } from '../plan/call-specs.js';
import { grantsOf } from '../plan/grants.js';
import type { Call, UndoStep } from '../plan/types.js';
import type { RevertibleStep } from './revertible-steps.js';

/** The state of an effect: it exists, it was removed, or it was changed since. */
export type EffectState = 'present' | 'removed' | 'changed' | Unknown;

/** The observed effects of a request. */
export interface EffectObservations {
  /** By the id of the undo step. Effects that were not checked count as present. */
  readonly steps: Readonly<Record<string, EffectState>>;
  /** By AMI id. `null`: the AMI no longer exists. */
  readonly images: Readonly<Record<string, Facts | null>>;
}

export interface ImageToObserve {
  readonly image: ImageRef;
  readonly needs: ObservationRequest;
}

/** Whether a call takes an AMI away from everyone who uses it. */
export function removesAccess({ name }: Call): boolean {
  return callSpec(name).removesAccess === true;
}

/** The AMI that a call changes; for a snapshot's permissions, the one that the request is about. */
export function targetImageOf(call: Call, subject: Subject): ImageRef | undefined {
  if (call.name === 'ModifySnapshotAttribute') return 'imageId' in subject ? refOf(subject) : undefined;
  const imageId: unknown = 'ImageId' in call.input ? call.input.ImageId : undefined;
  return typeof imageId === 'string' ? { imageId, region: call.region, account: call.account } : undefined;
}

/** The AMIs that must be observed to know the impact of an undo. */
export function imagesToObserve(candidates: readonly RevertibleStep[], subject: Subject): readonly ImageToObserve[] {
  const wanted = new Map<string, ImageToObserve>();
  for (const { call } of candidates.flatMap(({ undo }) => undo)) {
    const image = targetImageOf(call, subject);
    const needs = observationRequestFor(call);
    if (image === undefined || needs === undefined) continue;
    const before = wanted.get(image.imageId)?.needs;
    wanted.set(image.imageId, { image, needs: before === undefined ? needs : mergeObservationRequests(before, needs) });
  }
  return [...wanted.values()];
}

/** Steps whose permissions are in the observation of an AMI need no check of their own. */
export function needsCheck(step: UndoStep): boolean {
  return step.waitFor !== undefined && grantsOf(step.call).length === 0;
}

function observationRequestFor(call: Call): ObservationRequest | undefined {
  if (removesAccess(call)) {
    const usageElsewhere = 'all-grantees';
    return { snapshots: true, launchPermissions: true, references: true, usageElsewhere, recycleBin: true };
  }
  const grants = grantsOf(call);
  if (grants.length === 0) return undefined;
  const permissions = { snapshots: true, launchPermissions: true, volumePermissions: true };
  if (grants.some(({ isGrant }) => isGrant)) return { ...permissions, keys: true };
  return { ...permissions, usageElsewhere: grants.flatMap(({ grantee }) => (/^\d{12}$/.test(grantee) ? grantee : [])) };
}

function mergeObservationRequests(one: ObservationRequest, other: ObservationRequest): ObservationRequest {
  const places = [one.usageElsewhere ?? [], other.usageElsewhere ?? []];
  const [first, second] = places;
  const usageElsewhere =
    typeof first === 'string' || typeof second === 'string'
      ? 'all-grantees'
      : [...new Set([...(first ?? []), ...(second ?? [])])];
  return { ...one, ...other, ...(places.every(({ length }) => length === 0) ? {} : { usageElsewhere }) };
}

function refOf({ imageId, region, account }: ImageRef): ImageRef {
  return { imageId, region, account };
}
