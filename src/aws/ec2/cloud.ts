import type { Directory } from '../../workflows/facts/directory.js';
import { isPortFailure } from '../../workflows/errors.js';
import type { Clock, Cloud, Log } from '../../workflows/ports.js';
import { errandName, type Clients } from '../clients.js';
import { call } from './call.js';
import { findImages } from './find-images.js';
import { findInstances, observeInstance } from './instances.js';
import { look } from './look.js';
import { observe } from './observe.js';
import { recall } from './recall.js';
import { observeObject, regionOfBucket } from './objects.js';
import { findRecycled, observeRecycled } from './recycled.js';

export interface CloudOptions {
  readonly directory: Directory;
  readonly clients: Clients;
  readonly clock: Clock;
  readonly log: Log;
}

/** EC2 and what belongs to it, in all accounts of the directory. Reads and changes as `Cloud` promises. */
export function createCloud({ directory, clients, clock, log }: CloudOptions): Cloud {
  const lens = { clients, directory };
  return {
    async findImages(search) {
      const matches = await findImages(clients, directory, search);
      for (const { account, region } of matches.unreachable) log.warn('place not looked into', { account, region });
      return matches;
    },
    findInstances: (search) => findInstances(clients, directory, search),
    observeInstance: (instance, needs) => observeInstance(lens, instance, needs, clock.now().toISOString()),
    findRecycled: (search) => findRecycled(clients, directory, search),
    observeRecycled: (image) => observeRecycled(clients, image, clock.now().toISOString()),
    regionOfBucket: (bucket, account) => regionOfBucket(lens, bucket, account),
    observeObject: (object) => observeObject(lens, object, clock.now().toISOString()),
    observe: (image, needs) => observe(lens, image, needs, clock.now().toISOString()),
    async call(resolved, errand) {
      const fields = {
        requestId: errand.requestId,
        call: resolved.name,
        account: resolved.account,
        region: resolved.region,
      };
      log.info('calling EC2', fields);
      try {
        return await call(clients.ec2(resolved, errandName(errand)), resolved);
      } catch (error) {
        log.warn('call to EC2 failed', { ...fields, kind: isPortFailure(error) ? error.kind : 'defect' });
        throw error;
      }
    },
    recall: (resolved) => recall(clients, resolved),
    look: (condition) => look(clients, condition),
  };
}
