import type { Key, KeyStatement } from '../ec2/entities.js';
import { REGION_NAMES } from '../ec2/regions.js';
import { ACCOUNTS, DIRECTORY } from './accounts.js';

/** What the recipient of an encrypted image needs. (EBS User Guide, "Share the KMS key used to encrypt a shared Amazon EBS snapshot") */
const FOR_RECIPIENTS = ['kms:DescribeKey', 'kms:CreateGrant', 'kms:GenerateDataKey*', 'kms:ReEncrypt*', 'kms:Decrypt'];

function allowed(account: string): KeyStatement {
  return { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: FOR_RECIPIENTS, Resource: '*' };
}

function customerKey(id: string, alias: string, overrides: Partial<Key> & { readonly description: string }): Key {
  const { ownerId = ACCOUNTS.images, region = 'us-east-1' } = overrides;
  return {
    id,
    ownerId,
    region,
    arn: `arn:aws:kms:${region}:${ownerId}:key/${id}`,
    manager: 'CUSTOMER',
    enabled: true,
    multiRegion: false,
    aliases: [`alias/${alias}`],
    policy: [],
    grants: [],
    createdAt: '2024-03-01T10:00:00.000Z',
    ...overrides,
  };
}

/** Customer managed keys, by what each is there for. */
export const KEYS = {
  golden: customerKey('11111111-aaaa-4bbb-8ccc-000000000001', 'golden', {
    description: 'Prod may use it by policy',
    policy: [allowed(ACCOUNTS.prod)],
  }),
  private: customerKey('11111111-aaaa-4bbb-8ccc-000000000002', 'private', {
    description: 'Other accounts cannot use it',
  }),
  organization: customerKey('11111111-aaaa-4bbb-8ccc-000000000003', 'organization', {
    description: 'Every account of the organization may use it, by a condition that cannot be decided from outside',
    policy: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: FOR_RECIPIENTS,
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      },
    ],
  }),
  granted: customerKey('11111111-aaaa-4bbb-8ccc-000000000004', 'granted', {
    description: 'Dev may use it by a grant',
    grants: [
      {
        id: 'f00d'.repeat(16),
        granteePrincipal: `arn:aws:iam::${ACCOUNTS.dev}:root`,
        operations: [
          'DescribeKey',
          'CreateGrant',
          'Decrypt',
          'GenerateDataKeyWithoutPlaintext',
          'ReEncryptFrom',
          'ReEncryptTo',
        ],
      },
    ],
  }),
  retired: customerKey('11111111-aaaa-4bbb-8ccc-000000000005', 'retired', {
    description: 'Disabled: a copy under it fails, and only later',
    enabled: false,
  }),
  goldenEurope: customerKey('11111111-aaaa-4bbb-8ccc-000000000006', 'golden', {
    description: 'For copies to Europe',
    region: 'eu-west-1',
    policy: [allowed(ACCOUNTS.prod)],
  }),
  prod: customerKey('11111111-aaaa-4bbb-8ccc-000000000007', 'prod', {
    description: 'For copies into prod',
    ownerId: ACCOUNTS.prod,
  }),
} as const;

/** The key `aws/ebs` of an account in a Region. */
export function awsManagedKey(ownerId: string, region: string): Key {
  const id = `00000000-0000-4000-800${REGION_NAMES.indexOf(region)}-${ownerId}`;
  return {
    id,
    ownerId,
    region,
    arn: `arn:aws:kms:${region}:${ownerId}:key/${id}`,
    manager: 'AWS',
    enabled: true,
    multiRegion: false,
    aliases: ['alias/aws/ebs'],
    description: 'Default key that protects my EBS volumes when no other key is defined',
    policy: [],
    grants: [],
    createdAt: '2023-01-01T10:00:00.000Z',
  };
}

export const ALL_KEYS: readonly Key[] = [
  ...Object.values(KEYS),
  ...DIRECTORY.flatMap(({ id, regions }) => regions.map((region) => awsManagedKey(id, region))),
];
