import type { Image, Snapshot } from '../image-entities.js';
import { AwsError } from '../errors.js';
import { isDenied } from '../identity.js';
import { findOwnImage } from '../visible-images.js';
import { ec2Operation, type Call } from '../operation.js';
import { flag, text } from '../parameters.js';
import { discardImage, discardSnapshot } from '../recycle.js';
import { imagesOf, snapshotsOf } from '../snapshots-of-image.js';

/** The image goes even when a snapshot does not. (EC2 API, DeregisterImage) */
export const deregisterImage = ec2Operation('DeregisterImage', {
  params: { ImageId: text, DeleteAssociatedSnapshots: flag.default(false) },
  run({ ImageId, DeleteAssociatedSnapshots }, call) {
    const image = findOwnImage(call, ImageId);
    checkRemovable(image, call);
    const snapshots = snapshotsOf(call.store, image);
    discardImage(image, call);
    if (!DeleteAssociatedSnapshots) return { return: true };
    const results = snapshots.map((snapshot) => ({ snapshotId: snapshot.id, returnCode: discard(snapshot, call) }));
    return { return: true, deleteSnapshotResultSet: results };
  },
});

function checkRemovable(image: Image, { now }: Call): void {
  if (Object.keys(image.tags).some((key) => key.startsWith('aws:backup:'))) {
    throw new AwsError(
      'AuthFailure',
      'This image is managed by AWS Backup and cannot be deleted via EC2 APIs. To delete this image, please use the AWS Backup APIs, CLI, or console.',
      403,
    );
  }
  const coolingDown = image.cooldownUntil !== undefined && Date.parse(image.cooldownUntil) > now.getTime();
  if (image.protection === 'disabled' && !coolingDown) return;
  throw new AwsError(
    'OperationNotPermitted',
    coolingDown
      ? `The image ${image.id} is protected from deregistration until its cooldown ends at ${image.cooldownUntil}.`
      : `The image ${image.id} is protected from deregistration. Disable deregistration protection and try again.`,
  );
}

type ReturnCode = 'success' | 'skipped' | 'missing-permissions' | 'client-error';

function discard(snapshot: Snapshot, call: Call): ReturnCode {
  if (imagesOf(call.store, snapshot.id).length > 0) return 'skipped';
  if (isDenied(call, 'ec2:DeleteSnapshot')) return 'missing-permissions';
  if (snapshot.locked === true || snapshot.ownerId !== call.caller.account) return 'client-error';
  discardSnapshot(snapshot, call);
  return 'success';
}
