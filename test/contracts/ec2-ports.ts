import { afterEach, beforeEach, describe } from '@jest/globals';
import { copyingContract } from './ec2-copying.js';
import { deregisteringContract } from './ec2-deregistering.js';
import { findingContract } from './ec2-finding.js';
import type { Ec2Harness } from './ec2-harness.js';
import { importingContract } from './ec2-importing.js';
import { launchingContract } from './ec2-launching.js';
import { lifeContract } from './ec2-lifecycle.js';
import { observingContract } from './ec2-observing.js';
import { recycleBinContract } from './ec2-recycle-bin.js';
import { registeringContract } from './ec2-registering.js';
import { sharingContract } from './ec2-sharing.js';

/** What `ResourceFinder`, `ResourceObserver` and `CallExecutor` promise, tried on one implementation. */
export function ec2Contract(name: string, makeHarness: () => Promise<Ec2Harness>): void {
  describe(`${name} fulfills the contract of the EC2 ports`, () => {
    let current: Ec2Harness;

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
