import type { Fact } from '../../model/fact.js';
import type { Facts, Grantee } from '../../model/facts.js';
import { formatDateOrTime, isPast } from '../../model/format.js';
import type { Image, ImageRef } from '../../model/image.js';
import type { Step, UndoStep } from '../../plan/types.js';
import { launchPermissionStep } from './permissions.js';
import { addYears } from 'date-fns';

type StepHeader = Pick<Step, 'id' | 'title'>;

export function protectStep(header: StepHeader, image: ImageRef, withCooldown: boolean): UndoStep {
  const { imageId, account, region } = image;
  const input = { ImageId: imageId, WithCooldown: withCooldown };
  return {
    ...header,
    call: { name: 'EnableImageDeregistrationProtection', account, region, input },
    waitFor: { kind: 'protection', imageId, isOn: true },
  };
}

export function unprotectStep(header: StepHeader, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...header,
    call: { name: 'DisableImageDeregistrationProtection', account, region, input: { ImageId: imageId } },
    waitFor: { kind: 'protection', imageId, isOn: false },
  };
}

export function disableStep(header: StepHeader, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...header,
    call: { name: 'DisableImage', account, region, input: { ImageId: imageId } },
    waitFor: { kind: 'image-state', imageId, state: 'disabled' },
  };
}

export function enableStep(header: StepHeader, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...header,
    call: { name: 'EnableImage', account, region, input: { ImageId: imageId } },
    waitFor: { kind: 'image-state', imageId, state: 'available' },
  };
}

/** Undoes a disable: the AMI is enabled, then shared with its former grantees. It does not become public again. */
export function reenableUndo(image: ImageRef, sharingBefore: Fact<readonly Grantee[]>): readonly UndoStep[] {
  const { imageId } = image;
  const grantees = sharingBefore.known ? sharingBefore.value : [];
  const others = grantees.filter(({ kind }) => kind !== 'public');
  const enable = enableStep({ id: 'undo-disable', title: `Enable ${imageId} again` }, image);
  if (others.length === 0) return [enable];
  const header = { id: 'undo-erase-sharing', title: `Share ${imageId} again with its former accounts` };
  return [enable, launchPermissionStep(header, image, 'add', others)];
}

/** (EC2 User Guide, "Deprecate an Amazon EC2 AMI") */
const MAX_YEARS = 10;
const MAX_PUBLIC_YEARS = 2;

/** The last date that EC2 takes for an AMI that is not public. */
export function maxDeprecationDate(observedAt: string): Date {
  return addYears(new Date(observedAt), MAX_YEARS);
}

/** When EC2 deprecates an AMI that is made public, unless it has an earlier date; undefined: no known time. */
export function publicDeprecationDate(image: Image): string | undefined {
  return latestPublicDeprecation(image)?.toISOString();
}

/** While an AMI is public its date can only come earlier, and is two years after it was made at most; undefined: no known time. */
export function latestPublicDeprecation({ createdAt, deprecatedAt }: Image): Date | undefined {
  const limit = addYears(new Date(createdAt), MAX_PUBLIC_YEARS).getTime();
  const current = deprecatedAt === undefined ? limit : Date.parse(deprecatedAt);
  const latest = Math.min(limit, current);
  return Number.isNaN(latest) ? undefined : new Date(latest);
}

/** Sets the deprecation date of an AMI. EC2 stores the nearest minute. */
export function deprecateStep(header: StepHeader, { imageId, account, region }: ImageRef, at: string): UndoStep {
  return {
    ...header,
    call: { name: 'EnableImageDeprecation', account, region, input: { ImageId: imageId, DeprecateAt: at } },
    waitFor: { kind: 'deprecation', imageId, at },
  };
}

/** EC2 refuses a date that has passed, and its clock is not ours. */
const SOON = { fromNowMs: 60_000 } as const;

/** Sets the date of an AMI to the next minute, whenever it is called. */
export function deprecateNowStep(header: StepHeader, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...header,
    call: { name: 'EnableImageDeprecation', account, region, input: { ImageId: imageId, DeprecateAt: SOON } },
    waitFor: { kind: 'deprecated-by', imageId, by: SOON },
  };
}

/** Whether the AMI is deprecated, including a request to deprecate it moments ago. */
export function isDeprecated({ image: { deprecatedAt }, observedAt }: Facts): boolean {
  return deprecatedAt !== undefined && Date.parse(deprecatedAt) <= Date.parse(observedAt) + 2 * SOON.fromNowMs;
}

/** Takes the date of an AMI away. */
export function undeprecateStep(header: StepHeader, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...header,
    call: { name: 'DisableImageDeprecation', account, region, input: { ImageId: imageId } },
    waitFor: { kind: 'deprecation', imageId, at: null },
  };
}

/**
 * What puts the present date back, or the absence of one. Nothing does when it has passed, for EC2 takes no such date, and
 * while the AMI is public, for then the date can only come earlier.
 */
export function restoreDateUndo(image: Image, observedAt: string): Pick<Step, 'undo'> {
  const { imageId, deprecatedAt } = image;
  if (image.public) return {};
  if (deprecatedAt === undefined) {
    return { undo: [undeprecateStep({ id: 'undo-deprecate', title: `No longer deprecate ${imageId}` }, image)] };
  }
  if (isPast(deprecatedAt, observedAt) || Number.isNaN(Date.parse(deprecatedAt))) return {};
  const header = { id: 'undo-deprecate', title: `Deprecate ${imageId} on ${formatDateOrTime(deprecatedAt)} again` };
  return { undo: [deprecateStep(header, image, new Date(deprecatedAt).toISOString())] };
}
