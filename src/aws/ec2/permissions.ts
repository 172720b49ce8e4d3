import { DescribeImageAttributeCommand, DescribeSnapshotAttributeCommand } from '@aws-sdk/client-ec2';
import type { Grantee } from '../../domain/model/facts.js';
import { readOnce } from '../read.js';
import type { Clients } from '../clients/clients.js';
import type { AccountRegion } from '../../domain/model/directory.js';
import { launchPermissionsSchema, volumePermissionsSchema } from './schema.js';

/** Who may launch an AMI. Its owner alone may ask. (EC2 API, DescribeImageAttribute) */
export async function readLaunchPermissions(
  clients: Clients,
  place: AccountRegion,
  imageId: string,
): Promise<readonly Grantee[]> {
  const { LaunchPermissions } = await readOnce(['ec2', 'DescribeImageAttribute'], launchPermissionsSchema, () =>
    clients.ec2(place).send(new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' })),
  );
  return LaunchPermissions.flatMap(toGrantee);
}

/** Who may make volumes, and thereby copies, from a snapshot. Its owner alone may ask. (EC2 API, DescribeSnapshotAttribute) */
export async function readVolumePermissions(
  clients: Clients,
  place: AccountRegion,
  snapshotId: string,
): Promise<readonly Grantee[]> {
  const { CreateVolumePermissions } = await readOnce(
    ['ec2', 'DescribeSnapshotAttribute'],
    volumePermissionsSchema,
    () =>
      clients
        .ec2(place)
        .send(new DescribeSnapshotAttributeCommand({ SnapshotId: snapshotId, Attribute: 'createVolumePermission' })),
  );
  return CreateVolumePermissions.flatMap(toGrantee);
}

interface PermissionResponse {
  readonly UserId?: string | undefined;
  readonly Group?: string | undefined;
  readonly OrganizationArn?: string | undefined;
  readonly OrganizationalUnitArn?: string | undefined;
}

function toGrantee(permission: PermissionResponse): readonly Grantee[] {
  if (permission.UserId !== undefined) return [{ kind: 'account', id: permission.UserId }];
  if (permission.OrganizationArn !== undefined) return [{ kind: 'organization', arn: permission.OrganizationArn }];
  if (permission.OrganizationalUnitArn !== undefined) return [{ kind: 'ou', arn: permission.OrganizationalUnitArn }];
  return permission.Group === 'all' ? [{ kind: 'public' }] : [];
}
