import { GetImageBlockPublicAccessStateCommand } from '@aws-sdk/client-ec2';
import { Gone } from '../../workflows/errors.js';
import type { Facts, Grantee, Needs, PublicAccessBlock, Snapshot } from '../../workflows/facts/facts.js';
import type { Image, ImageRef } from '../../workflows/facts/image.js';
import type { Fact } from '../../workflows/facts/known.js';
import { ask, factOf } from '../ask.js';
import { defined, together } from '../defined.js';
import type { Lens } from '../lens.js';
import type { Place } from '../settings.js';
import { readAllowedImages } from './allowed-images.js';
import { readDestination, readNamedKey } from './destination.js';
import { isThere, listImages, readImage } from './images.js';
import {
  observeKeys,
  observeLaunchPermissions,
  observeSnapshots,
  observeUefiData,
  observeVolumePermissions,
} from './observe-storage.js';
import { readLaunchSite } from './launch-site.js';
import { readRecycleBin } from './recycle-bin.js';
import { publicAccessSchema } from './schema.js';
import { readUse } from './use.js';
import { readUseByGrantees, readUseIn, type UseElsewhere } from './use-elsewhere.js';

/**
 * Observes an AMI and what was asked for of its surroundings, all of it at once. A part that cannot be read is unknown,
 * with the reason and the permission that is missing. Throws `Gone` when the AMI is not there.
 */
export async function observe(lens: Lens, ref: ImageRef, needs: Needs, observedAt: string): Promise<Facts> {
  const { clients } = lens;
  const image = await readImage(clients, ref, ref.imageId);
  if (!isThere(image)) throw new Gone(`${ref.imageId} is not in ${ref.region}, or ${ref.account} cannot see it`);

  // Two parts rest on another; each is read once even so.
  const snapshots = when(needs.snapshots === true || needs.keys === true, () => observeSnapshots(clients, image));
  const grantees = when(needs.launchPermissions === true || asksGrantees(needs), () =>
    observeLaunchPermissions(clients, image),
  );
  const parts = await together({
    snapshots,
    launchPermissions: grantees,
    volumePermissions: when(needs.volumePermissions, () => observeVolumePermissions(clients, image)),
    references: when(needs.references, () => readUse(clients, image, image.imageId)),
    useElsewhere: observeElsewhere(lens, image, needs, grantees),
    keys: keysOf(lens, image, needs, snapshots),
    publicAccess: when(needs.publicAccess, () => observePublicAccess(lens, image)),
    publicImages: when(needs.publicImages, () => countPublicImages(lens, image)),
    allowedImages: needs.allowedImages === undefined ? undefined : readAllowedImages(lens, image, needs.allowedImages),
    recycleBin: when(needs.recycleBin, () =>
      factOf('reading the rules of the Recycle Bin', () => readRecycleBin(clients, image)),
    ),
    launch: needs.launch === undefined ? undefined : readLaunchSite(clients, image, needs.launch),
    destinations: when(needs.destinations !== undefined, () =>
      Promise.all(
        (needs.destinations ?? []).map((wanted) =>
          readDestination(lens, { account: image.account, region: image.region, name: image.name, ...wanted }),
        ),
      ),
    ),
    uefiData: when(needs.uefiData, () => observeUefiData(clients, image)),
    namedKey: needs.namedKey === undefined ? undefined : readNamedKey(lens, image, needs.namedKey),
  });
  return {
    observedAt,
    image,
    ...defined({
      ...parts,
      snapshots: needs.snapshots === true ? parts.snapshots : undefined,
      launchPermissions: needs.launchPermissions === true ? parts.launchPermissions : undefined,
    }),
  };
}

function when<T>(wanted: boolean | undefined, read: () => Promise<T>): Promise<T> | undefined {
  return wanted === true ? read() : undefined;
}

function asksGrantees({ useElsewhere }: Needs): boolean {
  return useElsewhere === 'everyone-it-is-shared-with';
}

async function observeElsewhere(
  lens: Lens,
  image: Image,
  { useElsewhere }: Needs,
  grantees: Promise<Fact<readonly Grantee[]>> | undefined,
): Promise<UseElsewhere | undefined> {
  if (useElsewhere === undefined) return undefined;
  if (useElsewhere !== 'everyone-it-is-shared-with') return readUseIn(lens, image, useElsewhere);
  return grantees === undefined ? undefined : readUseByGrantees(lens, image, await grantees);
}

async function keysOf(
  lens: Lens,
  image: Image,
  { keys }: Needs,
  snapshots: Promise<Readonly<Record<string, Fact<Snapshot>>>> | undefined,
): Promise<Facts['keys']> {
  return keys === true && snapshots !== undefined ? observeKeys(lens, image, await snapshots) : undefined;
}

function observePublicAccess({ clients }: Lens, place: Place): Promise<Fact<PublicAccessBlock>> {
  return factOf('reading the block on public AMIs', async () => {
    const answer = await ask(['ec2', 'GetImageBlockPublicAccessState'], publicAccessSchema, () =>
      clients.ec2(place).send(new GetImageBlockPublicAccessStateCommand({})),
    );
    return { state: answer.ImageBlockPublicAccessState, managedBy: answer.ManagedBy };
  });
}

/** Disabled ones are private, and what is in the Recycle Bin cannot be told from here. */
function countPublicImages({ clients }: Lens, place: Place): Promise<Fact<number>> {
  const filter = { Owners: ['self'], Filters: [{ Name: 'is-public', Values: ['true'] }] };
  return factOf('counting the public AMIs', async () => (await listImages(clients, place, filter)).length);
}
