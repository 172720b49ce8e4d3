import { AccessDenied, NotFound, Rejected, Throttled, UnknownOutcome } from '../../src/workflows/ports/errors.js';
import { canAccessAccount, type Directory } from '../../src/domain/model/directory.js';
import { createdResourceTypes } from '../../src/domain/plan/call-specs.js';
import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';
import type { Ec2Ports } from '../../src/aws/ec2/ec2-ports.js';
import { applyCall } from './in-memory-calls.js';
import { findImagesIn, checkConditionIn, findCreatedResourceIn } from './in-memory-conditions.js';
import { observeObjectIn, regionOfBucketIn } from './in-memory-imports.js';
import { findInstancesIn, observeInstanceIn } from './in-memory-instances.js';
import { findRecycledIn, observeRecycledIn } from './in-memory-recycle-bin.js';
import { observeIn } from './in-memory-observation.js';
import { canSee, findEntry, isDenied, advanceFakeAws, type Fault, type FakeAws } from './in-memory-world.js';

export interface InMemoryEc2Options {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly world: FakeAws;
}

/** The ports of EC2 over a world in memory. They fulfill the same contract as the adapters of EC2. */
export function createInMemoryEc2({ directory, clock, world: fakeAws }: InMemoryEc2Options): Ec2Ports {
  function settledAt(): number {
    const now = clock.now().getTime();
    advanceFakeAws(fakeAws, now);
    return now;
  }

  function nextFault(name: string): Fault | undefined {
    const index = fakeAws.faults.findIndex((fault) => fault.call === name);
    return index === -1 ? undefined : fakeAws.faults.splice(index, 1)[0]?.fault;
  }

  return {
    finder: {
      async findImages(search) {
        settledAt();
        return findImagesIn(fakeAws, directory, search);
      },

      async findInstances(search) {
        settledAt();
        return findInstancesIn(fakeAws, directory, search);
      },

      async findRecycledImages(search) {
        return findRecycledIn(fakeAws, directory, search);
      },

      async findBucketRegion(bucket, account) {
        return regionOfBucketIn(fakeAws, directory, bucket, account);
      },
    },
    observer: {
      async observeImage(ref, needs) {
        settledAt();
        const entry = findEntry(fakeAws, ref);
        if (entry === undefined || !canSee(entry, ref.account))
          throw new NotFound(`${ref.imageId} is not in ${ref.region}`);
        return { observedAt: clock.now().toISOString(), ...observeIn(fakeAws, directory, entry, ref.account, needs) };
      },

      async observeRecycledImage(ref) {
        return observeRecycledIn(fakeAws, directory, ref, clock.now());
      },

      async observeInstance(ref, needs) {
        settledAt();
        return { observedAt: clock.now().toISOString(), ...observeInstanceIn(fakeAws, directory, ref, needs) };
      },

      async observeS3Object(object) {
        return { observedAt: clock.now().toISOString(), ...observeObjectIn(fakeAws, directory, object) };
      },
    },
    executor: {
      async executeCall(call) {
        const now = settledAt();
        const permission = `ec2:${call.name}`;
        if (!canAccessAccount(directory, call.account))
          throw new AccessDenied(`the bot has no role in ${call.account}`);
        if (isDenied(fakeAws, call.account, permission)) throw new AccessDenied(`${permission} was denied`, permission);
        const fault = nextFault(call.name);
        if (fault?.kind === 'throttled') throw new Throttled('RequestLimitExceeded: Request limit exceeded.');
        if (fault?.kind === 'refused') throw new Rejected(fault.code, fault.message);
        const result = applyCall(fakeAws, call, now);
        if (fault?.kind === 'lost-answer') throw new UnknownOutcome(`${call.name} was sent, and no response arrived`);
        return result;
      },

      async findCreatedResource(call) {
        settledAt();
        const permission = createdResourceTypes(call.name).includes('image')
          ? 'ec2:DescribeImages'
          : 'ec2:DescribeSnapshots';
        if (isDenied(fakeAws, call.account, permission)) throw new AccessDenied(`${permission} was denied`, permission);
        return nextFault('recall')?.kind === 'unseen' ? undefined : findCreatedResourceIn(fakeAws, call);
      },

      async checkCondition(condition) {
        return checkConditionIn(fakeAws, condition, settledAt());
      },
    },
  };
}
