import type { Facts, Needs } from '../facts/facts.js';
import type { ImageRef } from '../facts/image.js';
import type { Unknown } from '../facts/known.js';
import type { Subject } from '../facts/subject.js';
import type { CallName } from '../plan/calls.js';
import type { Call, UndoStep } from '../plan/types.js';
import { grantsOf } from './grants.js';
import type { Candidate } from './take-back.js';

/**
 * What became of something that is to be taken back: it is there, it is gone already, or something else was put in its
 * place meanwhile.
 */
export type Sight = 'there' | 'gone' | 'changed' | Unknown;

/** What was seen of a request's effects. */
export interface Sights {
  /** By the id of the undo step. What was not looked at is taken to be there. */
  readonly steps: Readonly<Record<string, Sight>>;
  /** By AMI id; null: the AMI is gone. */
  readonly images: Readonly<Record<string, Facts | null>>;
}

export interface WantedImage {
  readonly image: ImageRef;
  readonly needs: Needs;
}

const TAKING_AWAY: readonly CallName[] = ['DeregisterImage', 'DisableImage'];

/** Whether a call takes an AMI away from those who use it. */
export function takesAway({ name }: Call): boolean {
  return TAKING_AWAY.includes(name);
}

/** The AMI that a call changes; for a snapshot's permissions, the one that the request is about. */
export function imageOf(call: Call, subject: Subject): ImageRef | undefined {
  if (call.name === 'ModifySnapshotAttribute') return 'imageId' in subject ? refOf(subject) : undefined;
  const imageId: unknown = 'ImageId' in call.input ? call.input.ImageId : undefined;
  return typeof imageId === 'string' ? { imageId, region: call.region, account: call.account } : undefined;
}

/** The AMIs that must be looked at before it can be said what taking these back would mean. */
export function wantedImages(candidates: readonly Candidate[], subject: Subject): readonly WantedImage[] {
  const wanted = new Map<string, WantedImage>();
  for (const { call } of candidates.flatMap(({ undo }) => undo)) {
    const image = imageOf(call, subject);
    const needs = needsOf(call);
    if (image === undefined || needs === undefined) continue;
    const before = wanted.get(image.imageId)?.needs;
    wanted.set(image.imageId, { image, needs: before === undefined ? needs : both(before, needs) });
  }
  return [...wanted.values()];
}

/** A step whose permissions stand in what was observed of an AMI needs no look of its own. */
export function needsLook(step: UndoStep): boolean {
  return step.until !== undefined && grantsOf(step.call).length === 0;
}

function needsOf(call: Call): Needs | undefined {
  if (takesAway(call)) {
    const useElsewhere = 'everyone-it-is-shared-with';
    return { snapshots: true, launchPermissions: true, references: true, useElsewhere, recycleBin: true };
  }
  const grants = grantsOf(call);
  if (grants.length === 0) return undefined;
  const permissions = { snapshots: true, launchPermissions: true, volumePermissions: true };
  if (grants.some(({ gives }) => gives)) return { ...permissions, keys: true };
  return { ...permissions, useElsewhere: grants.flatMap(({ grantee }) => (/^\d{12}$/.test(grantee) ? grantee : [])) };
}

function both(one: Needs, other: Needs): Needs {
  const places = [one.useElsewhere ?? [], other.useElsewhere ?? []];
  const [first, second] = places;
  const useElsewhere =
    typeof first === 'string' || typeof second === 'string'
      ? 'everyone-it-is-shared-with'
      : [...new Set([...(first ?? []), ...(second ?? [])])];
  return { ...one, ...other, ...(places.every(({ length }) => length === 0) ? {} : { useElsewhere }) };
}

function refOf({ imageId, region, account }: ImageRef): ImageRef {
  return { imageId, region, account };
}
