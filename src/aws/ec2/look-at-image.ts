import { snapshotIds, type Image } from '../../workflows/facts/image.js';
import type { Billing } from '../../workflows/plan/types.js';
import type { Sighting } from '../../workflows/ports.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import { readImage } from './images.js';
import { percent } from './look-at-snapshot.js';
import { readSnapshots } from './snapshots.js';

/** The SDK's own waiter goes on in states that never end, and through every error. (measured; SDK 3.1169) */
export async function lookAtImage(
  clients: Clients,
  place: Place,
  { imageId, billedAs }: { readonly imageId: string; readonly billedAs?: Billing },
): Promise<Sighting> {
  const image = await readImage(clients, place, imageId);
  // Reads lag behind: an image that was made a moment ago may not be there yet. (EC2 DG, "Eventual consistency")
  if (image === undefined) return { kind: 'not-yet', detail: `${imageId} is not visible yet` };
  switch (image.state) {
    case 'available':
      return billingDifference(image, billedAs) ?? { kind: 'met', devices: devicesOf(image) };
    case 'pending':
    case 'transient':
      return { kind: 'not-yet', detail: await progressOf(clients, place, image) };
    default:
      return { kind: 'failed', message: await failureOf(clients, place, image) };
  }
}

function devicesOf({ blockDevices }: Image): Readonly<Record<string, string>> {
  return Object.fromEntries(
    blockDevices.flatMap(({ device, snapshotId }) => (snapshotId === undefined ? [] : [[device, snapshotId] as const])),
  );
}

/** An image has no progress of its own, and no snapshots at first: it is as far as its slowest snapshot. */
async function progressOf(clients: Clients, place: Place, image: Image): Promise<string> {
  const snapshots = await readSnapshots(clients, place, snapshotIds(image));
  const progress = [...snapshots.values()].map(({ Progress }) => percent(Progress));
  return progress.length === 0 ? 'copying' : `copying, ${Math.min(...progress)} %`;
}

async function failureOf(clients: Clients, place: Place, image: Image): Promise<string> {
  const snapshots = await readSnapshots(clients, place, snapshotIds(image));
  const reasons = [image.stateReason, ...[...snapshots.values()].map(({ StateMessage }) => StateMessage)];
  const said = [...new Set(reasons.filter((reason) => reason !== undefined && reason !== ''))];
  const ended = image.state === 'failed' ? 'failed' : `is ${image.state}`;
  return [`${image.imageId} ${ended}`, ...said].join(': ');
}

/** A licence does not come along with a snapshot: what is billed as something else is no copy. */
function billingDifference(
  { imageId, platformDetails = '', usageOperation = '' }: Image,
  wanted: Billing | undefined,
): Sighting | undefined {
  if (wanted === undefined) return undefined;
  if (platformDetails === wanted.platformDetails && usageOperation === wanted.usageOperation) return undefined;
  const is = `${platformDetails} (${usageOperation})`;
  const should = `${wanted.platformDetails} (${wanted.usageOperation})`;
  const message = `${imageId} is billed as ${is}, and the original as ${should}: the licence did not come along`;
  return { kind: 'failed', message };
}
