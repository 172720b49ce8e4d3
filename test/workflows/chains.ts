import { MACHINE_FILE } from '../contracts/cloud-world.js';
import { IMAGE } from './builders.js';
import { BORROWED } from './undo/undo-after-do.js';

export const AMI = IMAGE.imageId;
export const SHARED = `/ami share ${AMI} with prod`;

/** What leads to each operation that says how it is taken back, and the operation itself: of the simulated EC2's world. */
export const CHAINS: readonly (readonly string[])[] = [
  [SHARED, `/ami unshare ${AMI} from prod`],
  [`/ami publish ${AMI}`, `/ami unpublish ${AMI}`],
  [`/ami deprecate ${AMI} in 30d`, `/ami undeprecate ${AMI}`],
  [SHARED, `/ami disable ${AMI}`, `/ami enable ${AMI} with sharing`],
  [`/ami protect ${AMI}`, `/ami unprotect ${AMI}`],
  [SHARED, `/ami deregister ${AMI}`, `/ami restore ${AMI}`],
  [`/ami deregister ${AMI} with snapshots`],
  [SHARED, `/ami retire ${AMI}`],
  [`/ami create from i-0a000000000000002 as web-43 without reboot`],
  [`/ami import "s3://${MACHINE_FILE.bucket}/${MACHINE_FILE.key}" as web-44`],
  [`/ami launch ${AMI} as t3.small`],
  BORROWED,
  [`/ami copy ${AMI} to prod as registered by snapshots`, `/ami copy ${AMI} to eu-west-1`],
];
