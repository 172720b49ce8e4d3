import { MACHINE_FILE } from '../../contracts/ec2-world.js';
import { IMAGE } from '../builders.js';
import { TEMPORARY_GRANT_COMMANDS } from './undo-round-trip.js';

export const AMI = IMAGE.imageId;
export const SHARED = `/ami share ${AMI} with prod`;

/** The commands that prepare each operation with an undo, and the operation itself, for the simulated EC2. */
export const COMMAND_SEQUENCES: readonly (readonly string[])[] = [
  [SHARED, `/ami unshare ${AMI} from prod`],
  [`/ami publish ${AMI}`],
  [`/ami deprecate ${AMI} in 30d`, `/ami undeprecate ${AMI}`],
  [SHARED, `/ami disable ${AMI}`, `/ami enable ${AMI} with sharing`],
  [`/ami protect ${AMI}`, `/ami unprotect ${AMI}`],
  [SHARED, `/ami deregister ${AMI}`, `/ami restore ${AMI}`],
  [`/ami deregister ${AMI} with snapshots`],
  [SHARED, `/ami retire ${AMI}`],
  [`/ami create from i-0a000000000000002 as web-43 without reboot`],
  [`/ami import "s3://${MACHINE_FILE.bucket}/${MACHINE_FILE.key}" as web-44`],
  [`/ami launch ${AMI} as t3.small`],
  TEMPORARY_GRANT_COMMANDS,
  [`/ami copy ${AMI} to prod as registered by snapshots`, `/ami copy ${AMI} to eu-west-1`],
];
