import type { ImageRef } from './facts/image.js';
import { locateImage } from './locate-image.js';
import { keyOf } from './stale/changes.js';
import { keptBy } from './stale/kept-by.js';
import type { Keep } from './stale/types.js';
import type { Inspection, Question } from './use-cases.js';
import { nowOf, type World } from './world.js';

/** Finds the AMI of a reading operation, observes it and gives the operation's answer. Changes and stores nothing. */
export async function inspectImage(world: World, { operation, input }: Question): Promise<Inspection> {
  const located = await locateImage(world.cloud, input);
  if (located.kind !== 'image') return located;
  const [observed, keep] = await Promise.all([
    world.cloud.observe(located.image, operation.needs(input)),
    keepOf(world, located.image),
  ]);
  const facts = { ...observed, ...(keep === undefined ? {} : { kept: keptBy(keep) }) };
  return { kind: 'sheet', sheet: operation.answer(input, facts, { directory: world.directory }) };
}

/** The answer that keeps an AMI out of the digest at this moment. */
async function keepOf(world: World, image: ImageRef): Promise<Keep | undefined> {
  const keeps = await world.scan.memory.keeps(nowOf(world));
  return keeps.find((keep) => keyOf(keep) === keyOf(image));
}
