import { snapshotIds, type Image } from '../../../domain/model/image.js';
import type { Billing } from '../../../domain/plan/types.js';
import type { ConditionStatus } from '../../../workflows/ports/call-executor.js';
import type { Clients } from '../../clients/clients.js';
import type { AccountRegion } from '../../../domain/model/directory.js';
import { readImage } from '../images.js';
import { parseProgress } from './snapshot.js';
import { readSnapshots } from '../snapshots.js';

/** The SDK's own waiter continues in states that never end, and through every error. (measured; SDK 3.1169) */
export async function checkImageAvailable(
  clients: Clients,
  place: AccountRegion,
  { imageId, billedAs }: { readonly imageId: string; readonly billedAs?: Billing },
): Promise<ConditionStatus> {
  const image = await readImage(clients, place, imageId);
  // Reads are eventually consistent: an image created moments ago may not be visible yet. (EC2 DG, "Eventual
  // consistency")
  if (image === undefined) return { kind: 'pending', detail: `${imageId} is not visible yet` };
  switch (image.state) {
    case 'available':
      return billingDifference(image, billedAs) ?? { kind: 'satisfied', snapshotsByDevice: deviceOutputs(image) };
    case 'pending':
    case 'transient':
      return { kind: 'pending', detail: await progressText(clients, place, image) };
    default:
      return { kind: 'failed', message: await failureText(clients, place, image) };
  }
}

function deviceOutputs({ blockDevices }: Image): Readonly<Record<string, string>> {
  return Object.fromEntries(
    blockDevices.flatMap(({ device, snapshotId }) => (snapshotId === undefined ? [] : [[device, snapshotId] as const])),
  );
}

/** An image has no progress of its own, and no snapshots at first: it is as far as its slowest snapshot. */
async function progressText(clients: Clients, place: AccountRegion, image: Image): Promise<string> {
  const snapshots = await readSnapshots(clients, place, snapshotIds(image));
  const progress = [...snapshots.values()].map(({ Progress }) => parseProgress(Progress));
  return progress.length === 0 ? 'copying' : `copying, ${Math.min(...progress)} %`;
}

async function failureText(clients: Clients, place: AccountRegion, image: Image): Promise<string> {
  const snapshots = await readSnapshots(clients, place, snapshotIds(image));
  const reasons = [image.stateReason, ...[...snapshots.values()].map(({ StateMessage }) => StateMessage)];
  const stateReason = [...new Set(reasons.filter((reason) => reason !== undefined && reason !== ''))];
  const ended = image.state === 'failed' ? 'failed' : `is ${image.state}`;
  return [`${image.imageId} ${ended}`, ...stateReason].join(': ');
}

/** A snapshot does not carry its licence: an AMI with other billing is no copy. */
function billingDifference(
  { imageId, platformDetails = '', usageOperation = '' }: Image,
  wanted: Billing | undefined,
): ConditionStatus | undefined {
  if (wanted === undefined) return undefined;
  if (platformDetails === wanted.platformDetails && usageOperation === wanted.usageOperation) return undefined;
  const is = `${platformDetails} (${usageOperation})`;
  const should = `${wanted.platformDetails} (${wanted.usageOperation})`;
  const message = `${imageId} is billed as ${is}, the original as ${should}: the licence was not carried over`;
  return { kind: 'failed', message };
}
