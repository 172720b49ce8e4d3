import type { Directory } from '../../src/domain/model/directory.js';
import type { SeedContents } from '../ec2/store.js';

/** The accounts of the sandbox by what they are for. */
export const ACCOUNTS = {
  /** Where images are built; the bot's own. */
  images: '999988887777',
  prod: '111122223333',
  /** Some reads are denied there. */
  dev: '444455556666',
  /** Images are shared with it; the bot may not look inside. */
  partner: '777788889999',
} as const;

/** Accounts that are in no directory. */
export const UNLISTED_ACCOUNTS = {
  amazon: '137112412989',
  marketplace: '679593333241',
  unknown: '222233334444',
  publisher: '333344445555',
} as const;

/** What the bot's own AWS credentials are in the sandbox. */
export const HOME_CREDENTIALS = { accessKeyId: 'AKIASANDBOXIMAGES000', secretAccessKey: 'sandbox' } as const;

const EXTERNAL_ID = 'steward-sandbox';

/** The directory that belongs to these accounts. */
export const DIRECTORY: Directory = [
  {
    id: ACCOUNTS.images,
    name: 'images',
    regions: ['us-east-1', 'eu-west-1', 'eu-central-1'],
    roleArn: roleOf(ACCOUNTS.images),
    externalId: EXTERNAL_ID,
  },
  {
    id: ACCOUNTS.prod,
    name: 'prod',
    regions: ['us-east-1', 'eu-west-1'],
    roleArn: roleOf(ACCOUNTS.prod),
    externalId: EXTERNAL_ID,
  },
  {
    id: ACCOUNTS.dev,
    name: 'dev',
    regions: ['us-east-1', 'eu-west-1'],
    roleArn: roleOf(ACCOUNTS.dev),
    externalId: EXTERNAL_ID,
  },
  { id: ACCOUNTS.partner, name: 'partner', regions: ['us-east-1'] },
];

export const ORGANIZATION = `arn:aws:organizations::${ACCOUNTS.images}:organization/o-a1b2c3d4e5`;
export const UNIT = `arn:aws:organizations::${ACCOUNTS.images}:ou/o-a1b2c3d4e5/ou-ab12-workload1`;

/** Roles, credentials, settings and denials by place. */
export const ACCOUNT_CONTENTS: SeedContents = {
  accessKeys: [
    {
      id: HOME_CREDENTIALS.accessKeyId,
      account: ACCOUNTS.images,
      arn: `arn:aws:iam::${ACCOUNTS.images}:user/ami-steward`,
    },
  ],
  roles: [
    ...[ACCOUNTS.images, ACCOUNTS.prod, ACCOUNTS.dev].map((account) => ({
      id: roleOf(account),
      trusts: [ACCOUNTS.images],
      externalId: EXTERNAL_ID,
    })),
  ],
  organizations: [
    {
      id: ORGANIZATION,
      accounts: [ACCOUNTS.images, ACCOUNTS.prod, ACCOUNTS.dev],
      units: { [UNIT]: [ACCOUNTS.prod, ACCOUNTS.dev] },
    },
  ],
  settings: [
    // Public AMIs were allowed here once, and one still exists.
    {
      id: `${ACCOUNTS.images}/us-east-1`,
      publicAccess: 'block-new-sharing',
      publicAccessManagedBy: 'declarative-policy',
    },
    // Publishing works here.
    { id: `${ACCOUNTS.images}/eu-west-1`, publicAccess: 'unblocked' },
    // Copies are encrypted by default here, AMIs of other owners are marked, and the quota of public ones is used up.
    {
      id: `${ACCOUNTS.images}/eu-central-1`,
      publicAccess: 'unblocked',
      encryptionByDefault: true,
      allowedImages: { state: 'audit-mode', providers: ['amazon'] },
    },
    // Other owners' AMIs are hidden here, but for two.
    {
      id: `${ACCOUNTS.prod}/eu-west-1`,
      allowedImages: { state: 'enabled', providers: ['amazon', ACCOUNTS.images] },
    },
    // AMIs of other owners are not visible here, including those of the own build account.
    { id: `${ACCOUNTS.dev}/us-east-1`, allowedImages: { state: 'enabled', providers: ['amazon'] } },
  ],
  denials: [
    // The use of an AMI cannot be read there: unknown, and therefore possible.
    { id: 'dev-references', account: ACCOUNTS.dev, region: 'eu-west-1', permission: 'ec2:DescribeImageReferences' },
    {
      id: 'dev-configurations',
      account: ACCOUNTS.dev,
      region: 'eu-west-1',
      permission: 'autoscaling:DescribeLaunchConfigurations',
    },
    // Deregistration `with snapshots` leaves them, and the rules of the Recycle Bin are unknown.
    { id: 'dev-snapshots', account: ACCOUNTS.dev, permission: 'ec2:DeleteSnapshot' },
    { id: 'dev-recycle-bin', account: ACCOUNTS.dev, permission: 'rbin:ListRules' },
  ],
  retentionRules: [
    // In one Region only, for one tag only.
    retentionRule('imageRule01', 'EC2_IMAGE', 14),
    retentionRule('snapRule001', 'EBS_SNAPSHOT', 14),
  ],
};

function retentionRule(id: string, resourceType: 'EC2_IMAGE' | 'EBS_SNAPSHOT', days: number) {
  const place = { region: 'us-east-1', ownerId: ACCOUNTS.images };
  const tags = [{ key: 'Retain', value: 'yes' }];
  return { id, ...place, resourceType, description: 'Keep what was deleted by mistake', days, tags, excludeTags: [] };
}

function roleOf(account: string): string {
  return `arn:aws:iam::${account}:role/ami-steward`;
}
