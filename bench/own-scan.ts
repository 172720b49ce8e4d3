import { createDynamoClient, createRequestStore, createScanStores } from '../src/aws/dynamodb/index.js';
import { openInventory } from '../src/aws/inventory/inventory.js';
import { systemClock } from '../src/composition/clock-and-ids.js';
import { createLog } from '../src/log/log.js';
import type { Directory } from '../src/domain/model/directory.js';
import { DEFAULT_PRICES } from '../src/domain/stale/cost.js';
import { scanImages } from '../src/workflows/scan/scan.js';
import { TABLE } from './aws-and-table.js';
import { SCANNED_ACCOUNT, SCANNED_REGIONS } from './scanned-world.js';
import { reportUsage } from './used.js';

const DIRECTORY: Directory = [{ id: SCANNED_ACCOUNT, name: 'images', regions: SCANNED_REGIONS }];
const STALE_AFTER_MS = 90 * 86_400_000;

/** The whole scan as the bot makes it, its verdicts let go as they come. */
export async function runOwnScan(): Promise<void> {
  const client = createDynamoClient({ region: 'us-east-1' });
  await reportUsage(async () => {
    const { counts, warnings } = await scanImages({
      openInventory: () => openInventory({ directory: DIRECTORY, homeRegion: 'us-east-1', clock: systemClock }),
      ...createScanStores({ client, table: TABLE }),
      requests: createRequestStore({ client, table: TABLE }),
      clock: systemClock,
      log: createLog('warn'),
      policy: { directory: DIRECTORY, staleAfterMs: STALE_AFTER_MS, keepTags: {}, prices: DEFAULT_PRICES },
    });
    if (warnings.length > 0) throw new Error(`The scan is no measure: ${warnings.join(' ')}`);
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  });
  client.destroy();
}
