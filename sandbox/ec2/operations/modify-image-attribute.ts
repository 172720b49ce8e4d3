import { addYears } from 'date-fns';
import { z } from 'zod';
import type { Image, LaunchPermission } from '../image-entities.js';
import { AwsError, imageUnavailable, invalidCombination } from '../errors.js';
import { findOwnImage } from '../visible-images.js';
import { isSamePermission, permissionInput, toPermission } from '../launch-permissions.js';
import { ec2Operation, type Call } from '../operation.js';
import { listOf, text, texts } from '../parameters.js';
import { isPublic } from '../sharing.js';
import { settingsOf } from '../settings.js';
import { isUnderAwsKey, snapshotsOf } from '../snapshots-of-image.js';

const shape = {
  ImageId: text,
  Attribute: z.enum(['launchPermission', 'description']).optional(),
  OperationType: z.enum(['add', 'remove']).optional(),
  UserId: texts,
  UserGroup: texts,
  OrganizationArn: texts,
  OrganizationalUnitArn: texts,
  LaunchPermission: z.strictObject({ Add: listOf(permissionInput), Remove: listOf(permissionInput) }).optional(),
  Description: z.strictObject({ Value: text }).optional(),
  Value: text.optional(),
};

/**
 * Changes the launch permissions, in either shape, or the description. Adding existing and removing missing entries is
 * accepted.
 */
export const modifyImageAttribute = ec2Operation('ModifyImageAttribute', {
  params: shape,
  run(params, call) {
    const image = findOwnImage(call, params.ImageId);
    const description = params.Description?.Value ?? (params.Attribute === 'description' ? params.Value : undefined);
    const changes = parseLaunchPermissionChanges(params);
    if ((description === undefined) === (changes === undefined)) {
      throw invalidCombination('Exactly one attribute must be modified by a request.');
    }
    if (description !== undefined) call.store.put('images', { ...image, description });
    if (changes !== undefined) changeLaunchPermissions(image, changes, call);
    return { return: true };
  },
});

interface Changes {
  readonly add: readonly LaunchPermission[];
  readonly remove: readonly LaunchPermission[];
}

function parseLaunchPermissionChanges(params: z.infer<z.ZodObject<typeof shape>>): Changes | undefined {
  const flat = [
    ...params.UserId.map((UserId) => ({ UserId })),
    ...params.UserGroup.map((Group) => ({ Group })),
    ...params.OrganizationArn.map((OrganizationArn) => ({ OrganizationArn })),
    ...params.OrganizationalUnitArn.map((OrganizationalUnitArn) => ({ OrganizationalUnitArn })),
  ].map(toPermission);
  if (flat.length > 0) {
    if (params.OperationType === undefined) {
      throw new AwsError('MissingParameter', 'The request must contain the parameter operationType');
    }
    return params.OperationType === 'add' ? { add: flat, remove: [] } : { add: [], remove: flat };
  }
  if (params.LaunchPermission === undefined) return undefined;
  const { Add, Remove } = params.LaunchPermission;
  return { add: Add.map(toPermission), remove: Remove.map(toPermission) };
}

/** Organizations, units and accounts together. (EC2 User Guide, "AMI quotas") */
const MAX_PERMISSIONS = 1000;

function changeLaunchPermissions(image: Image, { add, remove }: Changes, call: Call): void {
  if (image.state !== 'available') throw imageUnavailable(image.id);
  if (add.length > 0) checkShareable(image, call);
  if (add.some((one) => 'group' in one)) checkPublishable(image, call);
  const added = add.filter((one) => !image.launchPermissions.some((other) => isSamePermission(one, other)));
  const launchPermissions = [...image.launchPermissions, ...added].filter(
    (one) => !remove.some((other) => isSamePermission(one, other)),
  );
  if (launchPermissions.length > MAX_PERMISSIONS) {
    const message = `You have reached the maximum of ${MAX_PERMISSIONS} launch permissions for image ${image.id}.`;
    throw new AwsError('ResourceLimitExceeded', message);
  }
  const isFresh = added.some((one) => 'group' in one);
  call.store.put('images', {
    ...image,
    launchPermissions,
    ...(isFresh ? { deprecatedAt: publicDeprecationDate(image) } : {}),
  });
}

/** Two years after it was made at the latest. (EC2 User Guide, "Deprecate an Amazon EC2 AMI") */
function publicDeprecationDate({ createdAt, deprecatedAt }: Image): string {
  const limit = addYears(new Date(createdAt), 2).toISOString();
  return deprecatedAt === undefined || deprecatedAt > limit ? limit : deprecatedAt;
}

/** Those in the Recycle Bin count. (EC2 User Guide, "AMI quotas") */
const MAX_PUBLIC_IMAGES = 5;

/** Observed even when an owner adds its own account. */
function checkShareable(image: Image, { store }: Call): void {
  if (!snapshotsOf(store, image).some((snapshot) => isUnderAwsKey(store, snapshot))) return;
  throw new AwsError(
    'InvalidParameter',
    "Snapshots encrypted with the AWS Managed CMK can't be shared. Specify another snapshot.",
  );
}

/** (EC2 User Guide, "Make your AMI publicly available" and "Block public access to your AMIs") */
function checkPublishable(image: Image, call: Call): void {
  if (settingsOf(call).publicAccess !== 'unblocked') {
    throw new AwsError(
      'OperationNotPermitted',
      "You can't publicly share this image because block public access for AMIs is enabled for this account. To publicly share the image, you must call the DisableImageBlockPublicAccess API.",
    );
  }
  if (image.machine.productCodes.length > 0) {
    throw new AwsError('OperationNotPermitted', 'Images with product codes cannot be made public.');
  }
  if (image.watermarks !== undefined) {
    throw new AwsError('OperationNotPermitted', 'Images with watermarks cannot be made public.');
  }
  const { account } = call.caller;
  const others = call.store
    .all('images')
    .filter((one) => one.id !== image.id && one.ownerId === account && one.region === call.region && isPublic(one));
  if (others.filter(({ state, bin }) => state !== 'deregistered' || bin !== undefined).length >= MAX_PUBLIC_IMAGES) {
    throw new AwsError('ResourceLimitExceeded', `You have reached the maximum of ${MAX_PUBLIC_IMAGES} public images.`);
  }
  if (snapshotsOf(call.store, image).some(({ keyArn }) => keyArn !== undefined)) {
    throw new AwsError('InvalidParameter', 'Images with encrypted snapshots cannot be made public.');
  }
}
