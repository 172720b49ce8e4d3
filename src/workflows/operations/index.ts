import type { Operation } from './contract.js';
import { copy } from './copy/index.js';
import { deregister } from './deregister/index.js';
import { change, read } from './erase.js';
import { info } from './info/index.js';
import { share } from './share/index.js';
import { unshare } from './unshare/index.js';

/** Everything that can be asked for, in the order of the help. */
export const OPERATIONS: readonly Operation[] = [
  read(info),
  change(share),
  change(unshare),
  change(copy),
  change(deregister),
];
