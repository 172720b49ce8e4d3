import { known } from '../../src/domain/model/fact.js';
import { ec2Contract } from '../contracts/ec2-ports.js';
import type { Ec2Harness } from '../contracts/ec2-harness.js';
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
} from '../contracts/ec2-world.js';
import { createInMemoryEc2 } from './in-memory-ec2.js';
import { createFakeAws } from './in-memory-world.js';
import { toImageEntry } from './world-entries.js';

ec2Contract('EC2 in memory', async (): Promise<Ec2Harness> => {
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
    ...createInMemoryEc2({ directory: DIRECTORY, clock: { now: () => new Date(now) }, world: context }),
    advance: (seconds) => (now += seconds * 1000),
    deny: (account, permission) => (context.denied[account] = [...(context.denied[account] ?? []), permission]),
    injectFault: (call, kind) => context.faults.push({ call, fault: { kind } }),
    close: () => Promise.resolve(),
  };
});
