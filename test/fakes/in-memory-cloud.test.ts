import { known } from '../../src/workflows/facts/known.js';
import { cloudContract } from '../contracts/cloud.js';
import type { CloudHarness } from '../contracts/cloud-harness.js';
import {
  DEFAULT_SUBNET,
  DIRECTORY,
  FILES,
  HOME,
  KEY_ARN,
  PROD,
  PRODS_ALLOWED,
  RECYCLED,
  RECYCLED_STAY,
  SMALL_TYPE,
  STARTED,
  WORLD,
} from '../contracts/cloud-world.js';
import { createInMemoryCloud } from './in-memory-cloud.js';
import { createWorld } from './in-memory-world.js';
import { entryOf } from './world-entries.js';

cloudContract('the cloud in memory', async (): Promise<CloudHarness> => {
  let now = STARTED.getTime();
  const world = createWorld({
    images: WORLD.map(entryOf),
    recycled: [
      {
        entry: entryOf(RECYCLED),
        stay: RECYCLED_STAY,
        snapshotIds: RECYCLED.disks.map(({ snapshotId }) => snapshotId),
      },
    ],
    allowedImages: {
      [PROD]: {
        state: PRODS_ALLOWED.state,
        criteria: [{ providers: PRODS_ALLOWED.providers, hasOtherConditions: false }],
      },
    },
    files: FILES,
    importRoles: { [HOME]: 'trusts' },
    instanceTypes: [SMALL_TYPE],
    defaultSubnet: DEFAULT_SUBNET,
    keys: [{ arn: KEY_ARN, manager: 'CUSTOMER', enabled: true, multiRegion: false, usableBy: known([PROD]) }],
  });
  return {
    cloud: createInMemoryCloud({ directory: DIRECTORY, clock: { now: () => new Date(now) }, world }),
    advance: (seconds) => (now += seconds * 1000),
    deny: (account, permission) => (world.denied[account] = [...(world.denied[account] ?? []), permission]),
    disturb: (call, kind) => world.faults.push({ call, fault: { kind } }),
    close: () => Promise.resolve(),
  };
});
