import { allowedImages } from './allowed-images.js';
import type { Image } from './image-entities.js';
import { AwsError, imageNotFound, imageUnavailable, notYourImage } from './errors.js';
import type { Call } from './operation.js';
import { canSeeImage } from './sharing.js';

const IMAGE_ID = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** Throws `InvalidAMIID.Malformed`. */
export function checkImageId(id: string): void {
  if (!IMAGE_ID.test(id)) throw new AwsError('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
}

/** The images of the call's Region that the caller can see, in the order they were registered. */
export function visibleImages(call: Call): readonly Image[] {
  return call.store.all('images').filter((image) => isVisibleTo(image, call));
}

function isVisibleTo(image: Image, call: Call): boolean {
  return (
    image.region === call.region &&
    hasSettled(image, call) &&
    canSeeImage(call.store, image, call.caller.account) &&
    !allowedImages(call).hides(image)
  );
}

/** A new image is not found at first, and a deregistered one still shown for a while. (EC2 Developer Guide, "Eventual consistency") */
function hasSettled({ state, copy, deregisteredAt, bin }: Image, { now, settleSeconds }: Call): boolean {
  const settled = now.getTime() - settleSeconds * 1000;
  if (state === 'deregistered') return bin === undefined && Date.parse(deregisteredAt ?? '') > settled;
  return copy === undefined || Date.parse(copy.startedAt) <= settled;
}

/**
 * The caller's own image to change. Throws EC2's error for one that is malformed, unknown, of another owner or
 * deregistered.
 */
export function findOwnImage(call: Call, id: string): Image {
  checkImageId(id);
  const image = call.store.get('images', id);
  if (image?.region !== call.region) throw imageNotFound([id]);
  const isOwned = image.ownerId === call.caller.account;
  if (image.state === 'deregistered') throw isOwned ? imageUnavailable(id) : imageNotFound([id]);
  if (isOwned) return image;
  throw isVisibleTo(image, call) ? notYourImage(id) : imageNotFound([id]);
}
