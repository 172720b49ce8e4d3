import type { SimulatedAws } from '../../../sandbox/ec2/index.js';
import { toState, type State, type Store } from '../../../sandbox/ec2/store.js';
import { startSimulatedAws } from '../../aws/ec2/simulated-ports.js';
import { simulatedWorld } from '../../aws/ec2/simulated-world.js';
import { STARTED } from '../../contracts/ec2-world.js';
import { directory, IMAGE } from '../builders.js';
import { OperationsHarness } from '../operations-setup.js';
import { takeEc2Snapshot, type Ec2Snapshot } from './store-snapshot.js';
import { TestClock } from '../context.js';

/** The simulated EC2 under the bot's real adapter, with a Recycle Bin that keeps what is removed. */
export interface SimulatedEc2 {
  readonly store: Store;
  /** Latest last. */
  readonly calls: SimulatedAws['calls'];
  /** A new harness with an initial AWS, no requests and a reset clock. */
  harness(): OperationsHarness;
  /** All usable resources. The order of permissions is ignored. */
  snapshot(): Ec2Snapshot;
  close(): Promise<void>;
}

export async function startSimulatedEc2(): Promise<SimulatedEc2> {
  let clock = new TestClock();
  const simulated = await startSimulatedAws({ clock: { now: () => clock.now() }, directory, seed: seeded });
  const { aws } = simulated;
  return {
    store: aws.store,
    calls: aws.calls,
    harness() {
      clock = new TestClock(STARTED.toISOString());
      // The bot's sessions in other accounts live on: it keeps them by its clock.
      const { accessKeys } = aws.store.state().tables;
      aws.reset();
      const { tables, counter } = aws.store.state();
      aws.store.replace({ tables: { ...tables, accessKeys }, counter });
      return new OperationsHarness(simulated, clock);
    },
    snapshot: () => takeEc2Snapshot(aws.store),
    close: () => simulated.close(),
  };
}

function seeded(): State {
  const { tables, counter } = simulatedWorld();
  const kept = (['EC2_IMAGE', 'EBS_SNAPSHOT'] as const).map((resourceType) => ({
    id: `rule-${resourceType}`,
    ownerId: IMAGE.account,
    region: IMAGE.region,
    resourceType,
    description: '',
    days: 30,
    tags: [],
    excludeTags: [],
  }));
  const roles = directory.flatMap(({ roleArn }) =>
    roleArn === undefined ? [] : [{ id: roleArn, trusts: [IMAGE.account] }],
  );
  const open = { id: `${IMAGE.account}/${IMAGE.region}`, publicAccess: 'unblocked' } as const;
  const {
    retentionRules,
    roles: assumable,
    settings,
  } = toState({ retentionRules: kept, roles, settings: [open] }).tables;
  const all = { ...tables.roles, ...assumable };
  return { tables: { ...tables, snapshots: made(tables), retentionRules, roles: all, settings }, counter };
}

/** By what EC2 writes on the snapshots that it makes for an AMI, they are found in the Recycle Bin. */
function made({ images, snapshots }: State['tables']): State['tables']['snapshots'] {
  const ids = (images[IMAGE.imageId]?.blockDevices ?? []).map(({ snapshotId }) => snapshotId);
  const description = `Created by CreateImage(i-0a000000000000009) for ${IMAGE.imageId}`;
  return Object.fromEntries(
    Object.entries(snapshots).map(([id, each]) => [id, ids.includes(id) ? { ...each, description } : each]),
  );
}
