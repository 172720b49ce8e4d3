import type { Grantee, Key, Snapshot } from '../../workflows/facts/facts.js';
import { snapshotIds, type Image } from '../../workflows/facts/image.js';
import { known, unknown, type Fact } from '../../workflows/facts/known.js';
import { factOf } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Lens } from '../lens.js';
import { readLaunchPermissions, readVolumePermissions } from './permissions.js';
import { readUefiData } from './uefi-data.js';
import { readSnapshots, toSnapshot } from './snapshots.js';

/** Facts by snapshot id, or by the key that a snapshot names. */
export type Facts<T> = Readonly<Record<string, Fact<T>>>;

/** Whom the AMI is shared with, which AWS tells to its owner alone. */
export async function observeLaunchPermissions(clients: Clients, image: Image): Promise<Fact<readonly Grantee[]>> {
  if (image.account !== image.ownerId) {
    return unknown(`only the owner (${image.ownerId}) can see whom the AMI is shared with`);
  }
  return factOf('reading the launch permissions', () => readLaunchPermissions(clients, image, image.imageId));
}

/** What UEFI keeps between boots: Secure Boot keys, boot entries. Its owner alone may ask. (EC2 API, DescribeImageAttribute) */
export async function observeUefiData(clients: Clients, image: Image): Promise<Fact<string | null>> {
  if (image.account !== image.ownerId) return unknown(`only the owner (${image.ownerId}) can see the UEFI data`);
  return factOf('reading the UEFI data', () => readUefiData(clients, image, image.imageId));
}

export function observeVolumePermissions(clients: Clients, image: Image): Promise<Facts<readonly Grantee[]>> {
  return bySnapshot(image, (id) =>
    factOf(`reading the create-volume permissions of ${id}`, () => readVolumePermissions(clients, image, id)),
  );
}

export async function observeSnapshots(clients: Clients, image: Image): Promise<Facts<Snapshot>> {
  const read = await factOf('reading the snapshots', () => readSnapshots(clients, image, snapshotIds(image)));
  return bySnapshot(image, async (id) => {
    if (!read.known) return read;
    const snapshot = read.value.get(id);
    return snapshot === undefined
      ? unknown(`${id} is gone, or not shared with ${image.account}`)
      : known(toSnapshot(snapshot));
  });
}

/** The keys that the snapshots are encrypted under, each looked up once. */
export async function observeKeys(lens: Lens, image: Image, snapshots: Facts<Snapshot>): Promise<Facts<Key>> {
  const names = Object.values(snapshots).flatMap((fact) => (fact.known ? (fact.value.kmsKeyId ?? []) : []));
  if (names.length === 0) return {};
  const { readKey } = await import('../kms/keys.js');
  const keys = [...new Set(names)].map(
    async (name) => [name, await factOf(`looking up the key ${name}`, () => readKey(lens, image, name))] as const,
  );
  return Object.fromEntries(await Promise.all(keys));
}

async function bySnapshot<T>(image: Image, read: (id: string) => Promise<Fact<T>>): Promise<Facts<T>> {
  return Object.fromEntries(await Promise.all(snapshotIds(image).map(async (id) => [id, await read(id)] as const)));
}
