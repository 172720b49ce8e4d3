import { addYears } from 'date-fns';
import type { Facts } from '../../facts/facts.js';
import type { Image, ImageRef } from '../../facts/image.js';
import type { Step, UndoStep } from '../../plan/types.js';
import { dateOrTime, isPast } from './wording.js';

/** (EC2 User Guide, "Deprecate an Amazon EC2 AMI") */
const MOST_YEARS = 10;
const MOST_YEARS_WHILE_PUBLIC = 2;

/** The last date that EC2 takes for an AMI that is not public. */
export function latestDate(observedAt: string): Date {
  return addYears(new Date(observedAt), MOST_YEARS);
}

/** When EC2 deprecates an AMI that is made public, unless it has an earlier date; undefined: no known time. */
export function deprecatedWhenPublic(image: Image): string | undefined {
  return latestWhilePublic(image)?.toISOString();
}

/** While an AMI is public its date can only come earlier, and is two years after it was made at most; undefined: no known time. */
export function latestWhilePublic({ createdAt, deprecatedAt }: Image): Date | undefined {
  const limit = addYears(new Date(createdAt), MOST_YEARS_WHILE_PUBLIC).getTime();
  const present = deprecatedAt === undefined ? limit : Date.parse(deprecatedAt);
  const latest = Math.min(limit, present);
  return Number.isNaN(latest) ? undefined : new Date(latest);
}

type Titled = Pick<Step, 'id' | 'title'>;

/** Sets the date of an AMI. EC2 keeps the nearest minute. */
export function deprecationStep(parts: Titled, { imageId, account, region }: ImageRef, at: string): UndoStep {
  return {
    ...parts,
    call: { name: 'EnableImageDeprecation', account, region, input: { ImageId: imageId, DeprecateAt: at } },
    until: { kind: 'deprecation', imageId, at },
  };
}

/** EC2 refuses a date that has passed, and its clock is not ours. */
const SOON = { fromNowMs: 60_000 } as const;

/** Sets the date of an AMI to the next minute, whenever it is called. */
export function deprecationNow(parts: Titled, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...parts,
    call: { name: 'EnableImageDeprecation', account, region, input: { ImageId: imageId, DeprecateAt: SOON } },
    until: { kind: 'deprecated-by', imageId, by: SOON },
  };
}

/** Whether the AMI is deprecated, or was told to be a moment ago. */
export function isDeprecated({ image: { deprecatedAt }, observedAt }: Facts): boolean {
  return deprecatedAt !== undefined && Date.parse(deprecatedAt) <= Date.parse(observedAt) + 2 * SOON.fromNowMs;
}

/** Takes the date of an AMI away. */
export function undeprecationStep(parts: Titled, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...parts,
    call: { name: 'DisableImageDeprecation', account, region, input: { ImageId: imageId } },
    until: { kind: 'deprecation', imageId, at: null },
  };
}

/**
 * What puts the present date back, or the absence of one. Nothing does when it has passed, for EC2 takes no such date, and
 * while the AMI is public, for then the date can only come earlier.
 */
export function presentDateAgain(image: Image, observedAt: string): Pick<Step, 'undo'> {
  const { imageId, deprecatedAt } = image;
  if (image.public) return {};
  if (deprecatedAt === undefined) {
    return { undo: [undeprecationStep({ id: 'undo-deprecate', title: `No longer deprecate ${imageId}` }, image)] };
  }
  if (isPast(deprecatedAt, observedAt) || Number.isNaN(Date.parse(deprecatedAt))) return {};
  const parts = { id: 'undo-deprecate', title: `Deprecate ${imageId} on ${dateOrTime(deprecatedAt)} again` };
  return { undo: [deprecationStep(parts, image, new Date(deprecatedAt).toISOString())] };
}
