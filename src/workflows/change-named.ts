import { Refused } from './errors.js';
import type { Change } from './operations/contract.js';
import type { World } from './world.js';

/** The operation that a stored request names. Throws `Refused` for one that this version does not know. */
export function changeNamed({ operations }: World, name: string): Change {
  const operation = operations.find((each) => each.name === name);
  if (operation?.kind !== 'change') throw new Refused('unknown-operation', `this version cannot ${name}`);
  return operation;
}
