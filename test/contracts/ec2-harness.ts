import type { ImageRef } from '../../src/domain/model/image.js';
import type { Attribution } from '../../src/workflows/ports/call-executor.js';
import type { Ec2Ports } from '../../src/aws/ec2/ec2-ports.js';
import type { WorldImage } from './ec2-world.js';

/** One implementation of the ports of EC2 over the small world, with the means to disturb it. */
export interface Ec2Harness extends Ec2Ports {
  /** Lets simulated time pass. */
  advance(seconds: number): void;
  /** Takes a permission away in an account: `ec2:DescribeImages`. */
  deny(account: string, permission: string): void;
  /** The next call of this name meets the fault. */
  injectFault(call: string, fault: 'throttled' | 'lost-answer'): void;
  close(): Promise<void>;
}

export const ATTRIBUTION: Attribution = {
  requestId: 'AR-7F3K2M',
  requester: { teamId: 'T0STEWARD', userId: 'U0RITA' },
};

export function refOf({ id, region, owner }: WorldImage): ImageRef {
  return { imageId: id, region, account: owner };
}

export function placeOf({ region, owner }: WorldImage): { readonly region: string; readonly account: string } {
  return { region, account: owner };
}
