import type { Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Image } from '../../facts/image.js';
import type { Kept, TagsInput } from '../../plan/calls.js';
import type { Billing, CallOf, Step, UndoStep } from '../../plan/types.js';
import type { Carried } from '../planning/carried.js';
import type { CopyTo } from '../planning/copy-to.js';

/** What the steps of every route are made of. */
export interface Material {
  /** Of the copies. */
  readonly name: string;
  readonly facts: Facts;
  readonly carried: Carried;
  readonly directory: Directory;
}

type Place = Pick<CopyTo['destination'], 'account' | 'region'>;

export function placeOf({ destination }: CopyTo): Place {
  const { account, region } = destination;
  return { account, region };
}

const MADE_BY = {
  direct: 'copy',
  reencrypted: 'copy',
  registered: 'register',
  launched: 'image',
} as const satisfies Record<CopyTo['route'], string>;

/** The step that makes the copy: what goes before it is only on the way. */
export function makingId({ route, key }: CopyTo): string {
  return `${MADE_BY[route]}-${key}`;
}

/** The call that takes an AMI away with its snapshots. */
export function removal(place: Place, imageId: Kept): CallOf<'DeregisterImage'> {
  return { name: 'DeregisterImage', ...place, input: { ImageId: imageId, DeleteAssociatedSnapshots: true } };
}

export function undoOf(stepId: string, { label }: CopyTo, call: CallOf<'DeregisterImage'>): readonly UndoStep[] {
  const until = { kind: 'image-gone', imageId: call.input.ImageId } as const;
  return [{ id: `undo-${stepId}`, title: `Remove the copy in ${label}`, call, until }];
}

/** Takes the copy away that a step made, unless it is what was wanted. */
export function cleanUp(stepId: string, { key, label }: CopyTo, call: CallOf<'DeregisterImage'>): Step {
  return {
    id: `clean-up-${key}`,
    title: `Remove the copy in ${label} if it fails`,
    call,
    until: { kind: 'image-gone', imageId: call.input.ImageId },
    after: [],
    cleansUp: { of: stepId, unless: stepId },
  };
}

/** EC2 carries no tags from one account to another, and none to what is registered. (EC2 API, CopyImage) */
export function imageTags({ tags }: Image): { readonly TagSpecifications?: readonly TagsInput[] } {
  const own = Object.entries(tags).filter(([key]) => !key.startsWith('aws:'));
  if (own.length === 0) return {};
  return { TagSpecifications: [{ ResourceType: 'image', Tags: own.map(([Key, Value]) => ({ Key, Value })) }] };
}

export function described({ description }: Image): { readonly Description?: string } {
  return description === '' ? {} : { Description: description };
}

/** What a copy has to be billed as: like the original. */
export function billedAs({ platformDetails, usageOperation }: Image): { readonly billedAs?: Billing } {
  if (platformDetails === undefined || usageOperation === undefined) return {};
  return { billedAs: { platformDetails, usageOperation } };
}
