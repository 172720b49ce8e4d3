import type { Facts, Needs } from './facts/facts.js';
import type { ImageRef } from './facts/image.js';
import type { Subject } from './facts/subject.js';
import { erasedSharing } from './erased-sharing.js';
import { locateImage, settleImage } from './locate-image.js';
import type { Change, Planned } from './operations/contract.js';
import { accountsOf } from './operations/planning/grantee.js';
import type { ImageNotSettled } from './use-cases.js';
import type { World } from './world.js';

export type Located = { readonly kind: 'located'; readonly subject: Subject } | ImageNotSettled;

/** Finds what a request would be about. */
export async function locateSubject({ cloud }: World, input: unknown): Promise<Located> {
  const located = await locateImage(cloud, input);
  return located.kind === 'image' ? { kind: 'located', subject: located.image } : located;
}

/** Observes the subject and what the operation needs of its surroundings, and plans. */
export async function planAbout(world: World, operation: Change, input: unknown, subject: Subject): Promise<Planned> {
  const image = imageIn(subject);
  const needs = operation.needs(input);
  const observed = await world.cloud.observe(image, needs);
  const facts = needs.erasedSharing === true ? await withErasedSharing(world, observed, needs) : observed;
  return operation.plan(input, facts, { directory: world.directory });
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
export function settleInput(input: unknown, subject: Subject): unknown {
  return settleImage(input, imageIn(subject));
}

function imageIn(subject: Subject): ImageRef {
  if ('imageId' in subject) return subject;
  throw new Error('a request about an AMI is stored with another subject');
}
