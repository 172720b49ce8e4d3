import type { Directory } from '../../workflows/facts/directory.js';
import type { Clock, Inventory } from '../../workflows/ports.js';
import { factOf } from '../ask.js';
import { createClients, type OutgoingCall } from '../clients.js';
import { readLaunchers, type Launchers } from '../ec2/launchers.js';
import { readLaunchPermissions } from '../ec2/permissions.js';
import { readSnapshots, toSnapshot } from '../ec2/snapshots.js';
import { readUses } from '../ec2/use.js';
import type { Place } from '../settings.js';
import { listScannedImages, listSharedImages } from './list-images.js';
import { createPace } from './pace.js';
import { readUsageReports, startUsageReport } from './usage-reports.js';

export interface InventoryOptions {
  readonly directory: Directory;
  readonly homeRegion: string;
  readonly clock: Clock;
}

/** A scan asks thousands of times, where others work too: it rather waits than leave something unknown. */
const READ_ATTEMPTS = 8;

/** `Inventory` over EC2 and Auto Scaling. What belongs to a place and not to one AMI is read once. */
export function openInventory({ directory, homeRegion, clock }: InventoryOptions): Inventory {
  const counts = new Map<string, number>();
  const pace = createPace();
  const launchers = new Map<string, Promise<Launchers>>();

  async function before(call: OutgoingCall): Promise<void> {
    counts.set(call.operation, (counts.get(call.operation) ?? 0) + 1);
    await pace(call);
  }

  const clients = createClients({ directory, homeRegion, clock, before, readAttempts: READ_ATTEMPTS });

  function launchersIn(place: Place): Promise<Launchers> {
    const key = `${place.account} ${place.region}`;
    const read = launchers.get(key) ?? readLaunchers(clients, place);
    launchers.set(key, read);
    return read;
  }

  return {
    images: (place) => listScannedImages(clients, place),
    uses: (place, imageIds) =>
      imageIds.length === 0 ? Promise.resolve(new Map()) : readUses(clients, place, imageIds, launchersIn(place)),
    launchPermissions: (image) =>
      factOf('reading the launch permissions', () => readLaunchPermissions(clients, image, image.imageId)),
    sharedWith: (place, grantee) => factOf('listing what is shared', () => listSharedImages(clients, place, grantee)),
    snapshots: (place, ids) =>
      factOf('reading the snapshots', async () => {
        const read = await readSnapshots(clients, place, ids);
        return new Map([...read].map(([id, snapshot]) => [id, toSnapshot(snapshot)]));
      }),
    startUsageReport: (image, token) =>
      factOf('having its use in other accounts counted', () => startUsageReport(clients, image, token)),
    usageReports: (place, ids) =>
      factOf('reading the reports on use in other accounts', () => readUsageReports(clients, place, ids)),
    apiCalls: () => Object.fromEntries([...counts].sort(([one], [other]) => one.localeCompare(other))),
    close: () => clients.close(),
  };
}
