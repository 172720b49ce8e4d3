import type { Operation } from '../../../src/workflows/operations/contract.js';
import { OPERATIONS } from '../../../src/workflows/operations/index.js';

/** The operation of a name. Throws when there is none. */
export function operationNamed(name: string): Operation {
  const operation = OPERATIONS.find((each) => each.name === name);
  if (operation === undefined) throw new Error(`no operation is called ${name}`);
  return operation;
}
