import type { Directory } from '../../domain/model/directory.js';
import { isPortFailure } from '../../workflows/ports/errors.js';
import type { Clock } from '../../workflows/ports/clock-and-ids.js';
import type { Cloud } from '../../workflows/ports/cloud.js';
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

export interface CloudOptions {
  readonly directory: Directory;
  readonly clients: Clients;
  readonly clock: Clock;
  readonly log: Log;
}

/** EC2 and what belongs to it, in all accounts of the directory. Reads and changes as `Cloud` promises. */
export function createCloud({ directory, clients, clock, log }: CloudOptions): Cloud {
  const context = { clients, directory };
  return {
    async findImages(search) {
      const matches = await findImages(clients, directory, search);
      for (const { account, region } of matches.unreachable) log.warn('place not searched', { account, region });
      return matches;
    },
    findInstances: (search) => findInstances(clients, directory, search),
    observeInstance: (instance, needs) => observeInstance(context, instance, needs, clock.now().toISOString()),
    findRecycledImages: (search) => findRecycled(clients, directory, search),
    observeRecycledImage: (image) => observeRecycled(clients, image, clock.now().toISOString()),
    findBucketRegion: (bucket, account) => findBucketRegion(context, bucket, account),
    observeS3Object: (object) => observeObject(context, object, clock.now().toISOString()),
    observeImage: (image, needs) => readFacts(context, image, needs, clock.now().toISOString()),
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
  };
}
