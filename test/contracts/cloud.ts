import { afterEach, beforeEach, describe } from '@jest/globals';
import { copyingContract } from './cloud-copying.js';
import { deregisteringContract } from './cloud-deregistering.js';
import { findingContract } from './cloud-finding.js';
import type { CloudHarness } from './cloud-harness.js';
import { importingContract } from './cloud-importing.js';
import { launchingContract } from './cloud-launching.js';
import { lifeContract } from './cloud-lifecycle.js';
import { observingContract } from './cloud-observing.js';
import { recycleBinContract } from './cloud-recycle-bin.js';
import { registeringContract } from './cloud-registering.js';
import { sharingContract } from './cloud-sharing.js';

/** What everybody who uses `Cloud` may rely on, tried on one implementation. */
export function cloudContract(name: string, makeHarness: () => Promise<CloudHarness>): void {
  describe(`${name} fulfills the Cloud contract`, () => {
    let current: CloudHarness;

    beforeEach(async () => {
      current = await makeHarness();
    });
    afterEach(() => current.close());

    findingContract(() => current);
    observingContract(() => current);
    sharingContract(() => current);
    copyingContract(() => current);
    registeringContract(() => current);
    deregisteringContract(() => current);
    recycleBinContract(() => current);
    lifeContract(() => current);
    launchingContract(() => current);
    importingContract(() => current);
  });
}
