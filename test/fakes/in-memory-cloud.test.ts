import { known } from '../../src/domain/model/fact.js';
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
import { createFakeAws } from './in-memory-world.js';
import { toImageEntry } from './world-entries.js';

cloudContract('the cloud in memory', async (): Promise<CloudHarness> => {
  let now = STARTED.getTime();
  const context = createFakeAws({
    images: WORLD.map(toImageEntry),
    recycled: [
      {
        entry: toImageEntry(RECYCLED),
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
    importRoles: { [HOME]: 'trusted' },
    instanceTypes: [SMALL_TYPE],
    defaultSubnet: DEFAULT_SUBNET,
    keys: [{ arn: KEY_ARN, manager: 'CUSTOMER', enabled: true, multiRegion: false, usableBy: known([PROD]) }],
  });
  return {
    cloud: createInMemoryCloud({ directory: DIRECTORY, clock: { now: () => new Date(now) }, world: context }),
    advance: (seconds) => (now += seconds * 1000),
    deny: (account, permission) => (context.denied[account] = [...(context.denied[account] ?? []), permission]),
    injectFault: (call, kind) => context.faults.push({ call, fault: { kind } }),
    close: () => Promise.resolve(),
  };
});
