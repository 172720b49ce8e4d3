import type { Facts, ObservationRequest } from '../model/facts.js';
import type { ImageRef } from '../model/image.js';
import type { Unknown } from '../model/fact.js';
import type { Subject } from '../model/subject.js';
import { callSpec } from '../plan/call-specs.js';
import type { Call, UndoStep } from '../plan/types.js';
import { grantsOf } from './grant-ledger.js';
import type { RevertibleStep } from './revertible-steps.js';

/**
 * What became of something that is to be taken back: it is there, it is gone already, or something else was put in its
 * place meanwhile.
 */
export type EffectState = 'present' | 'removed' | 'changed' | Unknown;

/** What was seen of a request's effects. */
export interface EffectObservations {
  /** By the id of the undo step. What was not looked at is taken to be there. */
  readonly steps: Readonly<Record<string, EffectState>>;
  /** By AMI id; null: the AMI is gone. */
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

/** The AMIs that must be looked at before it can be said what taking these back would mean. */
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

/** A step whose permissions stand in what was observed of an AMI needs no look of its own. */
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
