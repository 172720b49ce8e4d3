import type { Directory } from '../../../model/directory.js';
import type { Facts } from '../../../model/facts.js';
import type { Image } from '../../../model/image.js';
import type { OutputRef, TagSpecificationInput } from '../../../plan/call-inputs.js';
import type { Billing, CallOf, Step, UndoStep } from '../../../plan/types.js';
import type { CarriedPermissions } from '../carried-permissions.js';
import type { PlannedCopy } from '../destinations.js';

/** What the steps of every route are made of. */
export interface CopyContext {
  /** Of the copies. */
  readonly name: string;
  readonly facts: Facts;
  readonly carried: CarriedPermissions;
  readonly directory: Directory;
}

type AccountRegionInput = Pick<PlannedCopy['destination'], 'account' | 'region'>;

export function accountRegionOf({ destination }: PlannedCopy): AccountRegionInput {
  const { account, region } = destination;
  return { account, region };
}

const COPY_STEP_PREFIX = {
  direct: 'copy',
  reencrypted: 'copy',
  registered: 'register',
  launched: 'image',
} as const satisfies Record<PlannedCopy['route'], string>;

/** The step that makes the copy: what goes before it is only on the way. */
export function copyStepId({ route, key }: PlannedCopy): string {
  return `${COPY_STEP_PREFIX[route]}-${key}`;
}

/** The call that takes an AMI away with its snapshots. */
export function deregisterCopyCall(place: AccountRegionInput, imageId: OutputRef): CallOf<'DeregisterImage'> {
  return { name: 'DeregisterImage', ...place, input: { ImageId: imageId, DeleteAssociatedSnapshots: true } };
}

export function copyUndo(stepId: string, { label }: PlannedCopy, call: CallOf<'DeregisterImage'>): readonly UndoStep[] {
  const waitFor = { kind: 'image-gone', imageId: call.input.ImageId } as const;
  return [{ id: `undo-${stepId}`, title: `Remove the copy in ${label}`, call, waitFor }];
}

/** Removes the copy that a step made, unless it is the requested one. */
export function cleanUpCopyStep(stepId: string, { key, label }: PlannedCopy, call: CallOf<'DeregisterImage'>): Step {
  return {
    id: `clean-up-${key}`,
    title: `Remove the copy in ${label} if it fails`,
    call,
    waitFor: { kind: 'image-gone', imageId: call.input.ImageId },
    after: [],
    cleanup: { stepId, unlessDone: stepId },
  };
}

/** EC2 carries no tags to another account, and none to a registered AMI. (EC2 API, CopyImage) */
export function imageTags({ tags }: Image): { readonly TagSpecifications?: readonly TagSpecificationInput[] } {
  const own = Object.entries(tags).filter(([key]) => !key.startsWith('aws:'));
  if (own.length === 0) return {};
  return { TagSpecifications: [{ ResourceType: 'image', Tags: own.map(([Key, Value]) => ({ Key, Value })) }] };
}

export function copyDescription({ description }: Image): { readonly Description?: string } {
  return description === '' ? {} : { Description: description };
}

/** The billing that a copy must have: that of the original. */
export function billedAs({ platformDetails, usageOperation }: Image): { readonly billedAs?: Billing } {
  if (platformDetails === undefined || usageOperation === undefined) return {};
  return { billedAs: { platformDetails, usageOperation } };
}
