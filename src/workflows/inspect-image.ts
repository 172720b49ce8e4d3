import { locateImage } from './locate-image.js';
import type { Inspection, Question } from './use-cases.js';
import type { World } from './world.js';

/** Finds the AMI of a reading operation, observes it and gives the operation's answer. Changes and stores nothing. */
export async function inspectImage(world: World, { operation, input }: Question): Promise<Inspection> {
  const located = await locateImage(world.cloud, input);
  if (located.kind !== 'image') return located;
  const facts = await world.cloud.observe(located.image, operation.needs(input));
  return { kind: 'sheet', sheet: operation.answer(input, facts, { directory: world.directory }) };
}
