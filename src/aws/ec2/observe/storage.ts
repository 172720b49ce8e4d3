import { type Fact, known, unknown } from '../../../domain/model/fact.js';
import type { Grantee, Key, Snapshot } from '../../../domain/model/facts.js';
import { type Image, snapshotIds } from '../../../domain/model/image.js';
import type { AwsReadContext, Clients } from '../../clients/clients.js';
import type { AccountRegion } from '../../../domain/model/directory.js';
import { readOnce, toFact } from '../../read.js';
import { readLaunchPermissions, readVolumePermissions } from '../permissions.js';
import { readSnapshots, toSnapshot } from '../snapshots.js';
import { DescribeImageAttributeCommand } from '@aws-sdk/client-ec2';
import { z } from 'zod';

const uefiDataSchema = z.object({ UefiData: z.object({ Value: z.string().optional() }).default({}) });

/** Null where the AMI has none. */
async function readUefiData(clients: Clients, place: AccountRegion, imageId: string): Promise<string | null> {
  const { UefiData } = await readOnce(['ec2', 'DescribeImageAttribute'], uefiDataSchema, () =>
    clients.ec2(place).send(new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'uefiData' })),
  );
  return UefiData.Value === undefined || UefiData.Value === '' ? null : UefiData.Value;
}

/** Facts by snapshot id, or by the key that a snapshot names. */
export type ByKey<T> = Readonly<Record<string, Fact<T>>>;

/** The grantees of the AMI, which AWS returns only to its owner. */
export async function observeLaunchPermissions(clients: Clients, image: Image): Promise<Fact<readonly Grantee[]>> {
  if (image.account !== image.ownerId) {
    return unknown(`only the owner (${image.ownerId}) can see who the AMI is shared with`);
  }
  return toFact('reading the launch permissions', () => readLaunchPermissions(clients, image, image.imageId));
}

/**
 * The data that UEFI keeps between boots: Secure Boot keys, boot entries. Only the owner may read it. (EC2 API,
 * DescribeImageAttribute)
 */
export async function observeUefiData(clients: Clients, image: Image): Promise<Fact<string | null>> {
  if (image.account !== image.ownerId) return unknown(`only the owner (${image.ownerId}) can see the UEFI data`);
  return toFact('reading the UEFI data', () => readUefiData(clients, image, image.imageId));
}

export function observeVolumePermissions(clients: Clients, image: Image): Promise<ByKey<readonly Grantee[]>> {
  return factPerSnapshot(image, (id) =>
    toFact(`reading the create-volume permissions of ${id}`, () => readVolumePermissions(clients, image, id)),
  );
}

export async function observeSnapshots(clients: Clients, image: Image): Promise<ByKey<Snapshot>> {
  const read = await toFact('reading the snapshots', () => readSnapshots(clients, image, snapshotIds(image)));
  return factPerSnapshot(image, async (id) => {
    if (!read.known) return read;
    const snapshot = read.value.get(id);
    return snapshot === undefined
      ? unknown(`${id} was not found, or is not shared with ${image.account}`)
      : known(toSnapshot(snapshot));
  });
}

/** The keys that the snapshots are encrypted under, each looked up once. */
export async function observeKeys(
  context: AwsReadContext,
  image: Image,
  snapshots: ByKey<Snapshot>,
): Promise<ByKey<Key>> {
  const names = Object.values(snapshots).flatMap((fact) => (fact.known ? (fact.value.kmsKeyId ?? []) : []));
  if (names.length === 0) return {};
  const { readKey } = await import('../../kms/keys.js');
  const keys = [...new Set(names)].map(
    async (name) => [name, await toFact(`looking up the key ${name}`, () => readKey(context, image, name))] as const,
  );
  return Object.fromEntries(await Promise.all(keys));
}

async function factPerSnapshot<T>(image: Image, read: (id: string) => Promise<Fact<T>>): Promise<ByKey<T>> {
  return Object.fromEntries(await Promise.all(snapshotIds(image).map(async (id) => [id, await read(id)] as const)));
}
