import { z } from 'zod';
import type { Snapshot } from '../image-entities.js';
import { AwsError, invalidCombination } from '../errors.js';
import { invalidItem, isAccountId } from '../launch-permissions.js';
import { ec2Operation } from '../operation.js';
import { listOf, text, texts } from '../parameters.js';
import { findOwnSnapshot } from '../visible-snapshots.js';
import { isUnderAwsKey } from '../snapshots-of-image.js';

const ATTRIBUTE = z.enum(['createVolumePermission', 'productCodes']);

export const describeSnapshotAttribute = ec2Operation('DescribeSnapshotAttribute', {
  params: { SnapshotId: text, Attribute: ATTRIBUTE },
  run({ SnapshotId, Attribute }, call) {
    const snapshot = findOwnSnapshot(call, SnapshotId);
    if (Attribute === 'productCodes') return { snapshotId: SnapshotId, productCodes: [] };
    const createVolumePermission = snapshot.volumePermissions.map((permission) => ({ ...permission }));
    return { snapshotId: SnapshotId, createVolumePermission };
  },
});

type Permission = Snapshot['volumePermissions'][number];

const entry = z.strictObject({ UserId: text.optional(), Group: text.optional() });

const shape = {
  SnapshotId: text,
  Attribute: z.literal('createVolumePermission').optional(),
  OperationType: z.enum(['add', 'remove']).optional(),
  UserId: texts,
  UserGroup: texts,
  CreateVolumePermission: z.strictObject({ Add: listOf(entry), Remove: listOf(entry) }).optional(),
};

/** The most changes of one call. (EC2 API, ModifySnapshotAttribute) */
const MAX_CHANGES = 500;

/** Adds or removes, not both. Accounts and everyone only. (EC2 API, ModifySnapshotAttribute) */
export const modifySnapshotAttribute = ec2Operation('ModifySnapshotAttribute', {
  params: shape,
  run(params, call) {
    const snapshot = findOwnSnapshot(call, params.SnapshotId);
    const { add, remove } = parsePermissionChanges(params);
    if (add.length > 0 && remove.length > 0) throw invalidCombination('Permissions are either added or removed.');
    if (add.length + remove.length > MAX_CHANGES)
      throw invalidCombination(`At most ${MAX_CHANGES} permissions a call.`);
    if (isUnderAwsKey(call.store, snapshot)) {
      throw new AwsError('OperationNotPermitted', 'Encrypted snapshots with EBS default key cannot be shared');
    }
    if (snapshot.keyArn !== undefined && add.some((one) => 'group' in one)) {
      throw new AwsError('OperationNotPermitted', 'Encrypted snapshots cannot be shared publicly');
    }
    const fresh = add.filter((one) => !snapshot.volumePermissions.some((other) => isSame(one, other)));
    const volumePermissions = [...snapshot.volumePermissions, ...fresh].filter(
      (one) => !remove.some((other) => isSame(one, other)),
    );
    call.store.put('snapshots', { ...snapshot, volumePermissions });
    return { return: true };
  },
});

function parsePermissionChanges(params: z.infer<z.ZodObject<typeof shape>>): {
  add: readonly Permission[];
  remove: readonly Permission[];
} {
  const flat = [...params.UserId.map((UserId) => ({ UserId })), ...params.UserGroup.map((Group) => ({ Group }))];
  if (flat.length > 0 && params.OperationType === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter operationType');
  }
  const { Add, Remove } = params.CreateVolumePermission ?? { Add: [], Remove: [] };
  return {
    add: [...(params.OperationType === 'add' ? flat : []), ...Add].map(toPermission),
    remove: [...(params.OperationType === 'remove' ? flat : []), ...Remove].map(toPermission),
  };
}

function toPermission({ UserId, Group }: z.infer<typeof entry>): Permission {
  if (UserId !== undefined && isAccountId(UserId)) return { userId: UserId };
  if (Group === 'all') return { group: 'all' };
  throw invalidItem(UserId ?? Group ?? '', UserId === undefined ? 'group' : 'userId');
}

function isSame(one: Permission, other: Permission): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
