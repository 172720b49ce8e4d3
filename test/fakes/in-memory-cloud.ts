import { Denied, Gone, Refused, Throttled, UnknownOutcome } from '../../src/workflows/errors.js';
import { canActIn, type Directory } from '../../src/workflows/facts/directory.js';
import { createdBy } from '../../src/workflows/plan/calls.js';
import type { Clock, Cloud } from '../../src/workflows/ports.js';
import { applyCall } from './in-memory-calls.js';
import { findIn, lookAt, recallIn } from './in-memory-looks.js';
import { observeObjectIn, regionOfBucketIn } from './in-memory-imports.js';
import { findInstancesIn, observeInstanceIn } from './in-memory-instances.js';
import { findRecycledIn, observeRecycledIn } from './in-memory-recycle-bin.js';
import { observeIn } from './in-memory-observation.js';
import { canSee, findEntry, isDenied, settleWorld, type Fault, type World } from './in-memory-world.js';

export interface InMemoryCloudOptions {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly world: World;
}

/** `Cloud` over a world in memory, for the tests of what stands above the port. Held to the same contract as EC2's. */
export function createInMemoryCloud({ directory, clock, world }: InMemoryCloudOptions): Cloud {
  function settledAt(): number {
    const now = clock.now().getTime();
    settleWorld(world, now);
    return now;
  }

  function nextFault(name: string): Fault | undefined {
    const index = world.faults.findIndex((fault) => fault.call === name);
    return index === -1 ? undefined : world.faults.splice(index, 1)[0]?.fault;
  }

  return {
    async findImages(search) {
      settledAt();
      return findIn(world, directory, search);
    },

    async findInstances(search) {
      settledAt();
      return findInstancesIn(world, directory, search);
    },

    async observeInstance(ref, needs) {
      settledAt();
      return { observedAt: clock.now().toISOString(), ...observeInstanceIn(world, directory, ref, needs) };
    },

    async regionOfBucket(bucket, account) {
      return regionOfBucketIn(world, directory, bucket, account);
    },

    async observeObject(object) {
      return { observedAt: clock.now().toISOString(), ...observeObjectIn(world, directory, object) };
    },

    async findRecycled(search) {
      return findRecycledIn(world, directory, search);
    },

    async observeRecycled(ref) {
      return observeRecycledIn(world, directory, ref, clock.now());
    },

    async observe(ref, needs) {
      settledAt();
      const entry = findEntry(world, ref);
      if (entry === undefined || !canSee(entry, ref.account)) throw new Gone(`${ref.imageId} is not in ${ref.region}`);
      return { observedAt: clock.now().toISOString(), ...observeIn(world, directory, entry, ref.account, needs) };
    },

    async call(call) {
      const now = settledAt();
      const permission = `ec2:${call.name}`;
      if (!canActIn(directory, call.account)) throw new Denied(`there is no role to look into ${call.account}`);
      if (isDenied(world, call.account, permission)) throw new Denied(`${permission} was denied`, permission);
      const fault = nextFault(call.name);
      if (fault?.kind === 'throttled') throw new Throttled('RequestLimitExceeded: Request limit exceeded.');
      if (fault?.kind === 'refused') throw new Refused(fault.code, fault.message);
      const answer = applyCall(world, call, now);
      if (fault?.kind === 'lost-answer') throw new UnknownOutcome(`${call.name} was sent, and no answer came`);
      return answer;
    },

    async recall(call) {
      settledAt();
      const permission = createdBy(call.name).includes('image') ? 'ec2:DescribeImages' : 'ec2:DescribeSnapshots';
      if (isDenied(world, call.account, permission)) throw new Denied(`${permission} was denied`, permission);
      return nextFault('recall')?.kind === 'unseen' ? undefined : recallIn(world, call);
    },

    async look(condition) {
      return lookAt(world, condition, settledAt());
    },
  };
}
