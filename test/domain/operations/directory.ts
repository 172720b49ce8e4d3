import type { Directory } from '../../../src/domain/model/directory.js';

/** The account that owns the AMIs, one with a role, and one that is only a target. */
export const OWNER = '999988887777';
export const PROD = '111122223333';
export const PARTNER = '777788889999';
export const UNLISTED_ACCOUNT = '123412341234';

export const directory: Directory = [
  { id: OWNER, name: 'images', regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2'] },
  {
    id: PROD,
    name: 'prod',
    regions: ['us-east-1', 'eu-west-1'],
    roleArn: `arn:aws:iam::${PROD}:role/ami-steward`,
  },
  { id: PARTNER, name: 'partner', regions: ['us-east-1'] },
];

export const ORGANIZATION = `arn:aws:organizations::${OWNER}:organization/o-a1b2c3d4e5`;
export const OU = `arn:aws:organizations::${OWNER}:ou/o-a1b2c3d4e5/ou-ab12-cdefgh34`;
