import { allowedImages } from '../allowed-images.js';
import type { Image } from '../image-entities.js';
import { AwsError, imageNotFound, imageUnavailable, invalidValue } from '../errors.js';
import { checkImageId } from '../visible-images.js';
import type { Call } from '../operation.js';
import { hasParavirtual, isRegion } from '../regions.js';
import { canRestore, canSeeImage } from '../sharing.js';
import { snapshotsOf } from '../snapshots-of-image.js';
import type { CopyRequest } from './request.js';

/** Throws `InvalidAMIName.Malformed` and `.Duplicate`. (EC2 API, CreateImage; EC2 Developer Guide, "Error codes") */
export function checkName(name: string, { store, caller, region }: Call): void {
  if (!/^[A-Za-z0-9()[\] ./\-'@_]{3,128}$/.test(name)) {
    throw new AwsError(
      'InvalidAMIName.Malformed',
      "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, and only the following characters: ( ) [ ] space . / - ' @ _",
    );
  }
  const holder = store
    .all('images')
    .find(
      (one) =>
        one.ownerId === caller.account && one.region === region && one.state !== 'deregistered' && one.name === name,
    );
  if (holder === undefined) return;
  throw new AwsError('InvalidAMIName.Duplicate', `AMI name ${name} is already in use by AMI ${holder.id}`);
}

/** The image to copy, as the caller sees it in its Region. */
export function findSource({ SourceRegion, SourceImageId }: CopyRequest, call: Call): Image {
  if (!isRegion(SourceRegion)) throw invalidValue('sourceRegion', SourceRegion, 'The Region does not exist.');
  checkImageId(SourceImageId);
  const image = call.store.get('images', SourceImageId);
  if (
    image?.region !== SourceRegion ||
    !canSeeImage(call.store, image, call.caller.account) ||
    allowedImages(call).hides(image)
  ) {
    throw imageNotFound([SourceImageId]);
  }
  if (image.state !== 'available') throw imageUnavailable(SourceImageId);
  return image;
}

/** (EC2 User Guide, "How AMI copy works"; the messages are observed) */
export function checkCopyable(source: Image, { Encrypted, KmsKeyId }: CopyRequest, call: Call): void {
  const foreign = source.ownerId !== call.caller.account;
  const snapshots = snapshotsOf(call.store, source);
  if (foreign && source.machine.productCodes.some(({ type }) => type === 'marketplace')) {
    throw new AwsError('InvalidRequest', 'Images from AWS Marketplace cannot be copied to another AWS account');
  }
  if (foreign && source.machine.usageOperation !== 'RunInstances' && source.ownerAlias === undefined) {
    throw new AwsError(
      'InvalidRequest',
      'Images with EC2 BillingProduct codes cannot be copied to another AWS account',
    );
  }
  if (
    foreign &&
    (source.machine.rootDeviceType !== 'ebs' || !snapshots.every((one) => canRestore(one, call.caller.account)))
  ) {
    throw new AwsError('InvalidRequest', 'You do not have permission to access the storage of this ami');
  }
  if (snapshots.some(({ storageTier }) => storageTier === 'archive')) {
    throw new AwsError('InvalidRequest', 'The image has a snapshot in the archive tier; restore it first');
  }
  if (source.machine.virtualizationType === 'paravirtual' && !hasParavirtual(call.region)) {
    throw new AwsError(
      'InvalidRequest',
      `Images of virtualization type paravirtual are not supported in ${call.region}`,
    );
  }
  if (KmsKeyId !== undefined && Encrypted !== true) {
    throw new AwsError(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    );
  }
  if (Encrypted === false && snapshots.some(({ keyArn }) => keyArn !== undefined)) {
    throw new AwsError('InvalidParameterValue', 'An encrypted snapshot cannot be copied to an unencrypted one.');
  }
}
