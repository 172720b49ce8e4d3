import type { Directory, AccountRegion } from '../../domain/model/directory.js';
import type { Clock } from '../../workflows/ports/clock-and-ids.js';
import type { Inventory } from '../../workflows/ports/inventory.js';
import { toFact } from '../read.js';
import { createClients, type OutgoingCall } from '../clients/clients.js';
import { readLaunchSources, type LaunchSources } from '../ec2/usage/launch-sources.js';
import { readLaunchPermissions } from '../ec2/permissions.js';
import { readSnapshots, toSnapshot } from '../ec2/snapshots.js';
import { readUsages } from '../ec2/usage/usage.js';
import { listScannedImages, listSharedImages } from './list-images.js';
import { createRateLimiter } from '../clients/rate-limiter.js';
import { readUsageReports, startUsageReport } from './usage-reports.js';

export interface InventoryOptions {
  readonly directory: Directory;
  readonly homeRegion: string;
  readonly clock: Clock;
  /** How often a read is tried; 8 times without. */
  readonly readAttempts?: number;
}

/** A scan asks thousands of times, where others work too: it rather waits than leave something unknown. */
const MAX_READ_ATTEMPTS = 8;

/** `Inventory` over EC2 and Auto Scaling. Data of a place, rather than of one AMI, is read once. */
export function openInventory(options: InventoryOptions): Inventory {
  const { directory, homeRegion, clock, readAttempts = MAX_READ_ATTEMPTS } = options;
  const counts = new Map<string, number>();
  const rateLimiter = createRateLimiter();
  const launchSources = new Map<string, Promise<LaunchSources>>();

  async function beforeCall(call: OutgoingCall): Promise<void> {
    counts.set(call.operation, (counts.get(call.operation) ?? 0) + 1);
    await rateLimiter(call);
  }

  const clients = createClients({ directory, homeRegion, clock, beforeCall, readAttempts });

  function launchSourcesIn(place: AccountRegion): Promise<LaunchSources> {
    const key = `${place.account} ${place.region}`;
    const read = launchSources.get(key) ?? readLaunchSources(clients, place);
    launchSources.set(key, read);
    return read;
  }

  return {
    listImages: (place) => listScannedImages(clients, place),
    usage: (place, imageIds) =>
      imageIds.length === 0 ? Promise.resolve(new Map()) : readUsages(clients, place, imageIds, launchSourcesIn(place)),
    launchPermissions: (image) =>
      toFact('reading the launch permissions', () => readLaunchPermissions(clients, image, image.imageId)),
    imagesSharedWith: (place, grantee) =>
      toFact('listing shared AMIs', () => listSharedImages(clients, place, grantee)),
    snapshots: (place, ids) =>
      toFact('reading the snapshots', async () => {
        const read = await readSnapshots(clients, place, ids);
        return new Map([...read].map(([id, snapshot]) => [id, toSnapshot(snapshot)]));
      }),
    startUsageReport: (image, token) =>
      toFact('having its use in other accounts counted', () => startUsageReport(clients, image, token)),
    usageReports: (place, ids) =>
      toFact('reading the reports on use in other accounts', () => readUsageReports(clients, place, ids)),
    callCounts: () => Object.fromEntries([...counts].sort(([one], [other]) => one.localeCompare(other))),
    close: () => clients.close(),
  };
}
