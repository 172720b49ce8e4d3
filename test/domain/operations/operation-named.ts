import type { Operation } from '../../../src/domain/operations/contract.js';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';

/** The operation of a name. Throws when there is none. */
export function findOperation(name: string): Operation {
  const operation = OPERATIONS.find((each) => each.name === name);
  if (operation === undefined) throw new Error(`no operation is called ${name}`);
  return operation;
}
