import type { Operation } from './contract.js';
import { change } from './erase.js';
import { share } from './share/index.js';

/** Everything that can be asked for about an AMI, in the order of the help. */
export const OPERATIONS: readonly Operation[] = [change(share)];
