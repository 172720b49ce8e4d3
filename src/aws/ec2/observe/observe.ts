import { omitUndefined } from '../../../domain/model/omit-undefined.js';
import { GetImageBlockPublicAccessStateCommand } from '@aws-sdk/client-ec2';
import { NotFound } from '../../../workflows/ports/errors.js';
import type { Facts, Grantee, ObservationRequest, PublicAccessBlock, Snapshot } from '../../../domain/model/facts.js';
import type { Image, ImageRef } from '../../../domain/model/image.js';
import type { Fact } from '../../../domain/model/fact.js';
import { readOnce, toFact } from '../../read.js';
import { awaitAll } from '../../collections.js';
import type { AwsReadContext } from '../../clients/clients.js';
import type { AccountRegion } from '../../../domain/model/directory.js';
import { readAllowedImages } from './allowed-images.js';
import { readDestination, readNamedKey } from './destination.js';
import { isListed, listImages, readImage } from '../images.js';
import {
  observeKeys,
  observeLaunchPermissions,
  observeSnapshots,
  observeUefiData,
  observeVolumePermissions,
} from './storage.js';
import { readLaunchSite } from './launch-environment.js';
import { readRecycleBin } from './recycle-bin.js';
import { publicAccessSchema } from '../schema.js';
import { readUsage } from '../usage/usage.js';
import { readUsageByGrantees, readUsageIn, type UsageElsewhere } from '../usage/usage-elsewhere.js';

/**
 * Observes an AMI and the requested part of its surroundings, all at once. A part that cannot be read is unknown, with
 * the reason and the missing permission. Throws `NotFound` if the AMI does not exist.
 */
export async function readFacts(
  context: AwsReadContext,
  ref: ImageRef,
  needs: ObservationRequest,
  observedAt: string,
): Promise<Facts> {
  const { clients } = context;
  const image = await readImage(clients, ref, ref.imageId);
  if (!isListed(image)) throw new NotFound(`${ref.imageId} is not in ${ref.region}, or ${ref.account} cannot see it`);

  // Two parts rest on another; each is read once even so.
  const snapshots = ifRequested(needs.snapshots === true || needs.keys === true, () =>
    observeSnapshots(clients, image),
  );
  const grantees = ifRequested(needs.launchPermissions === true || needsGrantees(needs), () =>
    observeLaunchPermissions(clients, image),
  );
  const facts = await awaitAll({
    snapshots,
    launchPermissions: grantees,
    volumePermissions: ifRequested(needs.volumePermissions, () => observeVolumePermissions(clients, image)),
    references: ifRequested(needs.references, () => readUsage(clients, image, image.imageId)),
    usageElsewhere: observeElsewhere(context, image, needs, grantees),
    keys: keysOf(context, image, needs, snapshots),
    publicAccess: ifRequested(needs.publicAccess, () => observePublicAccess(context, image)),
    publicImages: ifRequested(needs.publicImages, () => countPublicImages(context, image)),
    allowedImages:
      needs.allowedImages === undefined ? undefined : readAllowedImages(context, image, needs.allowedImages),
    recycleBin: ifRequested(needs.recycleBin, () =>
      toFact('reading the rules of the Recycle Bin', () => readRecycleBin(clients, image)),
    ),
    launch: needs.launch === undefined ? undefined : readLaunchSite(clients, image, needs.launch),
    destinations: ifRequested(needs.destinations !== undefined, () =>
      Promise.all(
        (needs.destinations ?? []).map((destinationQuery) =>
          readDestination(context, {
            account: image.account,
            region: image.region,
            name: image.name,
            ...destinationQuery,
          }),
        ),
      ),
    ),
    uefiData: ifRequested(needs.uefiData, () => observeUefiData(clients, image)),
    namedKey: needs.namedKey === undefined ? undefined : readNamedKey(context, image, needs.namedKey),
  });
  return {
    observedAt,
    image,
    ...omitUndefined({
      ...facts,
      snapshots: needs.snapshots === true ? facts.snapshots : undefined,
      launchPermissions: needs.launchPermissions === true ? facts.launchPermissions : undefined,
    }),
  };
}

function ifRequested<T>(wanted: boolean | undefined, read: () => Promise<T>): Promise<T> | undefined {
  return wanted === true ? read() : undefined;
}

function needsGrantees({ usageElsewhere }: ObservationRequest): boolean {
  return usageElsewhere === 'all-grantees';
}

async function observeElsewhere(
  context: AwsReadContext,
  image: Image,
  { usageElsewhere }: ObservationRequest,
  grantees: Promise<Fact<readonly Grantee[]>> | undefined,
): Promise<UsageElsewhere | undefined> {
  if (usageElsewhere === undefined) return undefined;
  if (usageElsewhere !== 'all-grantees') return readUsageIn(context, image, usageElsewhere);
  return grantees === undefined ? undefined : readUsageByGrantees(context, image, await grantees);
}

async function keysOf(
  context: AwsReadContext,
  image: Image,
  { keys }: ObservationRequest,
  snapshots: Promise<Readonly<Record<string, Fact<Snapshot>>>> | undefined,
): Promise<Facts['keys']> {
  return keys === true && snapshots !== undefined ? observeKeys(context, image, await snapshots) : undefined;
}

function observePublicAccess({ clients }: AwsReadContext, place: AccountRegion): Promise<Fact<PublicAccessBlock>> {
  return toFact('reading the block on public AMIs', async () => {
    const answer = await readOnce(['ec2', 'GetImageBlockPublicAccessState'], publicAccessSchema, () =>
      clients.ec2(place).send(new GetImageBlockPublicAccessStateCommand({})),
    );
    return { state: answer.ImageBlockPublicAccessState, managedBy: answer.ManagedBy };
  });
}

/** Disabled AMIs are private. AMIs in the Recycle Bin cannot be distinguished here. */
function countPublicImages({ clients }: AwsReadContext, place: AccountRegion): Promise<Fact<number>> {
  const filter = { Owners: ['self'], Filters: [{ Name: 'is-public', Values: ['true'] }] };
  return toFact('counting the public AMIs', async () => (await listImages(clients, place, filter)).length);
}
