import type { Facts, Needs } from './facts/facts.js';
import type { ImageRef } from './facts/image.js';
import type { InstanceRef, ObjectRef, Subject } from './facts/subject.js';
import { erasedSharing } from './erased-sharing.js';
import { requestsAbout } from './requests-about.js';
import { locateImage, settleImage } from './locate-image.js';
import { locateInstance, settleInstance } from './locate-instance.js';
import { locateObject, settleObject } from './locate-object.js';
import { locateRecycled } from './locate-recycled.js';
import type { Change, Planned } from './operations/contract.js';
import { accountsOf } from './operations/planning/grantee.js';
import type { NotSettled } from './located.js';
import { timedGrants } from './undo/timed-grants.js';
import type { World } from './world.js';

export type Located = { readonly kind: 'located'; readonly subject: Subject } | NotSettled;

/** Finds what a request would be about: each kind of subject in its own way. */
export async function locateSubject({ cloud, directory }: World, operation: Change, input: unknown): Promise<Located> {
  switch (operation.about) {
    case 'image': {
      const located = await locateImage(cloud, input);
      return located.kind === 'image' ? { kind: 'located', subject: located.image } : located;
    }
    case 'recycled': {
      const located = await locateRecycled(cloud, input);
      return located.kind === 'recycled' ? { kind: 'located', subject: located.image } : located;
    }
    case 'instance': {
      const located = await locateInstance(cloud, input);
      return located.kind === 'instance' ? { kind: 'located', subject: located.instance } : located;
    }
    case 'object':
      return { kind: 'located', subject: await locateObject(cloud, directory, input) };
  }
}

/** Observes the subject and what the operation needs of its surroundings, and plans. */
export async function planAbout(world: World, operation: Change, input: unknown, subject: Subject): Promise<Planned> {
  const context = { directory: world.directory };
  switch (operation.about) {
    case 'image':
      return operation.plan(input, await observeImage(world, imageIn(subject), operation.needs(input)), context);
    case 'recycled':
      return operation.plan(input, await world.cloud.observeRecycled(imageIn(subject)), context);
    case 'instance': {
      const facts = await world.cloud.observeInstance(instanceIn(subject), operation.needs(input));
      return operation.plan(input, facts, context);
    }
    case 'object':
      return operation.plan(input, await world.cloud.observeObject(objectIn(subject)), context);
  }
}

async function observeImage(world: World, image: ImageRef, needs: Needs): Promise<Facts> {
  const observed = await world.cloud.observe(image, needs);
  if (needs.timedGrants === true) return withTimedGrants(world, observed);
  return needs.erasedSharing === true ? withErasedSharing(world, observed, needs) : observed;
}

/** Also which permissions end by themselves. Of an AMI that nobody has, that need not be read. */
async function withTimedGrants(world: World, observed: Facts): Promise<Facts> {
  const permissions = [observed.launchPermissions, ...Object.values(observed.volumePermissions ?? {})];
  if (permissions.every((each) => each?.known === true && each.value.length === 0)) return observed;
  const requests = await requestsAbout(world, { subject: observed.image });
  return { ...observed, timedGrants: timedGrants(requests, observed.observedAt) };
}

/** Also what uses a disabled AMI where it was shared before: EC2 does not know that any more. */
async function withErasedSharing({ store, cloud }: World, observed: Facts, needs: Needs): Promise<Facts> {
  const { image } = observed;
  const erased = await erasedSharing(store, image.imageId);
  const facts = { ...observed, erasedSharing: erased };
  if (needs.useElsewhere === undefined || image.state !== 'disabled' || !erased.known) return facts;
  const accounts = accountsOf(erased.value?.grantees ?? []);
  const { useElsewhere } = await cloud.observe(image, { useElsewhere: accounts });
  return { ...facts, useElsewhere: { ...useElsewhere, ...observed.useElsewhere } };
}

/** The input with what was found in place of what was written, which may come to mean something else. */
export function settleInput(operation: Change, input: unknown, subject: Subject): unknown {
  switch (operation.about) {
    case 'image':
    case 'recycled':
      return settleImage(input, imageIn(subject));
    case 'instance':
      return settleInstance(input, instanceIn(subject));
    case 'object':
      return settleObject(input, objectIn(subject));
  }
}

function imageIn(subject: Subject): ImageRef {
  if ('imageId' in subject) return subject;
  throw new Error('a request about an AMI is stored with another subject');
}

function instanceIn(subject: Subject): InstanceRef {
  if ('instanceId' in subject) return subject;
  throw new Error('a request about an instance is stored with another subject');
}

function objectIn(subject: Subject): ObjectRef {
  if ('bucket' in subject) return subject;
  throw new Error('a request about a file in S3 is stored with another subject');
}
