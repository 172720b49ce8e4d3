import { AwsError, imageUnavailable } from '../errors.js';
import { findOwnImage } from '../visible-images.js';
import { ec2Operation } from '../operation.js';
import { text } from '../parameters.js';
import { snapshotsOf } from '../snapshots-of-image.js';

/**
 * Also makes the image private: every launch permission is removed permanently. (EC2 User Guide, "Disable an Amazon EC2
 * AMI")
 */
export const disableImage = ec2Operation('DisableImage', {
  params: { ImageId: text },
  run({ ImageId }, call) {
    const image = findOwnImage(call, ImageId);
    if (image.state !== 'available') throw imageUnavailable(ImageId);
    call.store.put('images', { ...image, state: 'disabled', launchPermissions: [] });
    return { return: true };
  },
});

/** Refused while a snapshot is archived. (EBS User Guide, "Archive Amazon EBS snapshots") */
export const enableImage = ec2Operation('EnableImage', {
  params: { ImageId: text },
  run({ ImageId }, call) {
    const image = findOwnImage(call, ImageId);
    if (image.state !== 'disabled') throw imageUnavailable(ImageId);
    const archived = snapshotsOf(call.store, image).find(({ storageTier }) => storageTier === 'archive');
    if (archived !== undefined) {
      throw new AwsError(
        'OperationNotPermitted',
        `The snapshot ${archived.id} of the image ${ImageId} is archived. Restore it and try again.`,
      );
    }
    call.store.put('images', { ...image, state: 'available' });
    return { return: true };
  },
});
