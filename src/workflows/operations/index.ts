import type { Operation } from './contract.js';
import { copy } from './copy/index.js';
import { create } from './create/index.js';
import { deprecate } from './deprecate/index.js';
import { deregister } from './deregister/index.js';
import { disable } from './disable/index.js';
import { enable } from './enable/index.js';
import { change, read, search } from './erase.js';
import { find } from './find/index.js';
import { importImage } from './import/index.js';
import { info } from './info/index.js';
import { launch } from './launch/index.js';
import { list } from './list/index.js';
import { protect } from './protect/index.js';
import { publish } from './publish/index.js';
import { restore } from './restore/index.js';
import { retire } from './retire/index.js';
import { share } from './share/index.js';
import { undeprecate } from './undeprecate/index.js';
import { unprotect } from './unprotect/index.js';
import { unpublish } from './unpublish/index.js';
import { unshare } from './unshare/index.js';

/** Everything that can be asked for, in the order of the help. */
export const OPERATIONS: readonly Operation[] = [
  read(info),
  search(find),
  search(list),
  change(share),
  change(unshare),
  change(publish),
  change(unpublish),
  change(copy),
  change(create),
  change(importImage),
  change(launch),
  change(deprecate),
  change(undeprecate),
  change(disable),
  change(enable),
  change(protect),
  change(unprotect),
  change(deregister),
  change(restore),
  change(retire),
];
