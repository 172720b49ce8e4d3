import { addYears, isAfter, roundToNearestMinutes } from 'date-fns';
import { omitUndefined } from '../../../src/domain/model/omit-undefined.js';
import type { Image } from '../image-entities.js';
import { AwsError, invalidValue } from '../errors.js';
import { findOwnImage } from '../visible-images.js';
import { ec2Operation, type Call } from '../operation.js';
import { text } from '../parameters.js';
import { isPublic } from '../sharing.js';

const MAX_YEARS = 10;
const MAX_YEARS_WHILE_PUBLIC = 2;

/** Seconds are rounded to the nearest minute. (EC2 API, EnableImageDeprecation) */
export const enableImageDeprecation = ec2Operation('EnableImageDeprecation', {
  params: { ImageId: text, DeprecateAt: text },
  run({ ImageId, DeprecateAt }, call) {
    const image = findOwnImage(call, ImageId);
    const at = new Date(DeprecateAt);
    if (Number.isNaN(at.getTime())) throw invalidValue('DeprecateAt', DeprecateAt, 'Expected a time.');
    checkDeprecationTime(image, at, DeprecateAt, call);
    call.store.put('images', { ...image, deprecatedAt: roundToNearestMinutes(at).toISOString() });
    return { return: true };
  },
});

function checkDeprecationTime(image: Image, at: Date, input: string, { now }: Call): void {
  if (!isAfter(at, now)) throw invalidValue('DeprecateAt', input, 'The deprecation time must be in the future.');
  if (isAfter(at, addYears(now, MAX_YEARS))) {
    throw invalidValue('DeprecateAt', input, `The deprecation time must be within ${MAX_YEARS} years.`);
  }
  if (!isPublic(image)) return;
  const latest = addYears(new Date(image.createdAt), MAX_YEARS_WHILE_PUBLIC);
  const present = image.deprecatedAt === undefined ? latest : new Date(image.deprecatedAt);
  if (isAfter(at, latest) || isAfter(at, present)) throw publicImageMustBeDeprecated(image);
}

export const disableImageDeprecation = ec2Operation('DisableImageDeprecation', {
  params: { ImageId: text },
  run({ ImageId }, call) {
    const image = findOwnImage(call, ImageId);
    if (isPublic(image)) throw publicImageMustBeDeprecated(image);
    call.store.put('images', omitUndefined({ ...image, deprecatedAt: undefined }));
    return { return: true };
  },
});

/** (EC2 User Guide, "Deprecate an Amazon EC2 AMI") */
function publicImageMustBeDeprecated({ id }: Image): AwsError {
  return new AwsError(
    'OperationNotPermitted',
    `The deprecation of the public image ${id} can only be brought forward. Make the image private first.`,
  );
}
