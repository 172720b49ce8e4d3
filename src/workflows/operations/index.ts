import type { Operation } from './contract.js';

/** Everything that can be asked for about an AMI, in the order of the help. */
export const OPERATIONS: readonly Operation[] = [];
