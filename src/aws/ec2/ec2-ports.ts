import type { Directory } from '../../domain/model/directory.js';
import { isPortFailure } from '../../workflows/ports/errors.js';
import type { Clock } from '../../workflows/ports/clock-and-ids.js';
import type { CallExecutor } from '../../workflows/ports/call-executor.js';
import type { ResourceFinder } from '../../workflows/ports/resource-finder.js';
import type { ResourceObserver } from '../../workflows/ports/resource-observer.js';
import type { Log } from '../../workflows/ports/log.js';
import type { Clients } from '../clients/clients.js';
import { sendCall } from './call/call.js';
import { findImages } from './find/find-images.js';
import { findInstances, observeInstance } from './instances.js';
import { checkCondition } from './wait/check-condition.js';
import { readFacts } from './observe/observe.js';
import { findCreatedResource } from './call/find-created.js';
import { observeObject, findBucketRegion } from './find/s3-objects.js';
import { findRecycled, observeRecycled } from './observe/recycled.js';

export interface Ec2PortOptions {
  readonly directory: Directory;
  readonly clients: Clients;
  readonly clock: Clock;
  readonly log: Log;
}

/** The ports of EC2 and of what belongs to it, in all accounts of the directory. */
export interface Ec2Ports {
  readonly finder: ResourceFinder;
  readonly observer: ResourceObserver;
  readonly executor: CallExecutor;
}

export function createEc2Ports({ directory, clients, clock, log }: Ec2PortOptions): Ec2Ports {
  const context = { clients, directory };
  return {
    finder: {
      async findImages(search) {
        const matches = await findImages(clients, directory, search);
        for (const { account, region } of matches.unreachable) log.warn('place not searched', { account, region });
        return matches;
      },
      findInstances: (search) => findInstances(clients, directory, search),
      findRecycledImages: (search) => findRecycled(clients, directory, search),
      findBucketRegion: (bucket, account) => findBucketRegion(context, bucket, account),
    },
    observer: {
      observeImage: (image, needs) => readFacts(context, image, needs, clock.now().toISOString()),
      observeRecycledImage: (image) => observeRecycled(clients, image, clock.now().toISOString()),
      observeInstance: (instance, needs) => observeInstance(context, instance, needs, clock.now().toISOString()),
      observeS3Object: (object) => observeObject(context, object, clock.now().toISOString()),
    },
    executor: {
      async executeCall(resolved, attribution, planned = [resolved]) {
        const fields = {
          requestId: attribution.requestId,
          call: resolved.name,
          account: resolved.account,
          region: resolved.region,
        };
        log.info('calling EC2', fields);
        try {
          const client = await clients.ec2ForChange({ call: resolved, planned, attribution });
          return await sendCall(client, resolved);
        } catch (error) {
          log.warn('call to EC2 failed', { ...fields, kind: isPortFailure(error) ? error.kind : 'defect' });
          throw error;
        }
      },
      findCreatedResource: (resolved) => findCreatedResource(clients, resolved),
      checkCondition: (condition) => checkCondition(clients, condition),
    },
  };
}
