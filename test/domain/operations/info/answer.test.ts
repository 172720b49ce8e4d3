import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import type { Image } from '../../../../src/domain/model/image.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { Report } from '../../../../src/domain/operations/contract.js';
import { answer } from '../../../../src/domain/operations/info/answer.js';
import { directory, ORGANIZATION, OWNER, PROD, UNLISTED_ACCOUNT } from '../directory.js';
import {
  account,
  AMI,
  AWS_KEY,
  BOOT,
  CUSTOMER_KEY,
  DATA,
  denied,
  encryptedUnder,
  facts,
  image,
  key,
  sharedWith,
} from '../facts-builder.js';

function info(overrides: Partial<Facts> = {}): Report {
  return answer({ ami: AMI }, facts(overrides), { directory });
}

/** A section's rows as label and value. */
function rows(report: Report, heading: string): Readonly<Record<string, string>> {
  const section = report.sections.find((each) => each.heading === heading);
  return Object.fromEntries((section?.rows ?? []).map(({ label, value }) => [label, value]));
}

describe('the info report', () => {
  test('shows every section of an ordinary AMI', () => {
    const report = info({
      image: image({ description: 'Base for all', tags: { Tier: 'base' }, bootMode: 'uefi-preferred' }),
    });

    expect(report).toEqual({
      title: `${AMI} (golden-base, us-east-1)`,
      sections: [
        {
          heading: 'AMI',
          rows: [
            { label: 'Id', value: AMI },
            { label: 'Name', value: 'golden-base' },
            { label: 'Description', value: 'Base for all' },
            { label: 'State', value: 'available' },
            { label: 'Owner', value: `images (${OWNER}), owned by this account` },
            { label: 'Region', value: 'us-east-1 only; copy it to use it in another Region' },
            { label: 'Created', value: '2026-11-20, 4 days ago' },
          ],
        },
        {
          heading: 'Permissions',
          rows: [
            { label: 'Access', value: 'private: owner only' },
            { label: 'May launch it', value: 'only its owner' },
            { label: `May copy ${BOOT}`, value: 'only its owner' },
            { label: `May copy ${DATA}`, value: 'only its owner' },
            { label: 'New public AMIs', value: 'blocked in this account and Region' },
          ],
        },
        {
          heading: 'Volumes',
          rows: [
            { label: 'Root device', value: 'EBS volume, /dev/xvda' },
            { label: 'Boot volume /dev/xvda', value: `8 GiB, gp3, ${BOOT}, not encrypted, deleted with the instance` },
            {
              label: 'Data volume /dev/sdb',
              value: `16 GiB, gp3, ${DATA}, not encrypted, kept when the instance is terminated`,
            },
          ],
        },
        {
          heading: 'Runs on',
          rows: [
            {
              label: 'Virtualization',
              value:
                'HVM (hardware virtual machine): uses the extensions of the hardware; runs on every current instance type, Linux and Windows, with enhanced networking',
            },
            { label: 'Architecture', value: 'x86_64: Intel and AMD instance types' },
            { label: 'Boot mode', value: 'UEFI if the instance type supports it, otherwise legacy BIOS' },
            { label: 'Enhanced networking', value: 'ENA' },
          ],
        },
        { heading: 'Encryption', rows: [{ label: 'Encrypted', value: 'none' }] },
        {
          heading: 'Use',
          rows: [
            { label: 'Use', value: 'no use was found' },
            { label: 'Last launched', value: '2026-11-23, 1 day ago' },
          ],
        },
        {
          heading: 'Protection',
          rows: [
            { label: 'Deregistration', value: 'none' },
            { label: 'Recycle Bin', value: 'would keep it for 30 days' },
          ],
        },
        {
          heading: 'Cost and billing',
          rows: [
            { label: 'Storage', value: 'up to $1.20 a month for 2 snapshots, 24 GiB (estimate at us-east-1 rates)' },
            { label: 'Platform', value: 'Linux/UNIX' },
            { label: 'Launches are billed as', value: 'RunInstances' },
          ],
        },
        { heading: 'Tags', rows: [{ label: 'Tier', value: 'base' }] },
      ],
      findings: [],
    });
  });

  test.each<[string, Partial<Facts>, string]>([
    ['only its owner', {}, 'private: owner only'],
    ['accounts', sharedWith(account(PROD)), 'private: owner, and certain accounts'],
    [
      'an organization',
      sharedWith({ kind: 'organization', arn: ORGANIZATION }),
      'private: owner, and certain organizations, OUs or accounts',
    ],
    ['every account', { image: image({ public: true }) }, 'public: every account can launch it'],
    ['unknown accounts', { launchPermissions: denied }, 'private'],
    ['this account', { image: image({ ownerId: UNLISTED_ACCOUNT }), launchPermissions: denied }, 'shared by its owner'],
  ])('shows the access of an AMI that is available to %s', (_, overrides, access) => {
    expect(rows(info(overrides), 'Permissions')).toMatchObject({ Access: access });
  });

  test.each<[string, Partial<Image>, string, string, RegExp]>([
    [
      'paravirtual virtualization',
      { virtualizationType: 'paravirtual' },
      'Runs on',
      'Virtualization',
      /^PV \(paravirtual\): Linux only, on C1.*HVM/,
    ],
    ['arm64', { architecture: 'arm64' }, 'Runs on', 'Architecture', /Graviton/],
    ['32 bits', { architecture: 'i386' }, 'Runs on', 'Architecture', /32 bits/],
    ['the Mac architecture', { architecture: 'arm64_mac' }, 'Runs on', 'Architecture', /Mac instances/],
    ['IMDSv2', { imdsSupport: 'v2.0' }, 'Runs on', 'Instance metadata', /IMDSv2/],
    ['no networking', { enaSupport: false }, 'Runs on', 'Enhanced networking', /^none$/],
    ['SR-IOV', { sriovNetSupport: 'simple' }, 'Runs on', 'Enhanced networking', /SR-IOV/],
    ['instance store', { rootDeviceType: 'instance-store' }, 'Volumes', 'Root device', /lost when the instance stops/],
    [
      'an ephemeral disk',
      { blockDevices: [{ device: '/dev/sdc', virtualName: 'ephemeral0' }] },
      'Volumes',
      'Instance store /dev/sdc',
      /ephemeral0/,
    ],
    [
      'an empty volume',
      { blockDevices: [{ device: '/dev/sdc', sizeGiB: 5, iops: 3000, throughput: 125 }] },
      'Volumes',
      'Data volume /dev/sdc',
      /5 GiB, 3000 IOPS, 125 MiB\/s, starts empty/,
    ],
    ['a past deprecation', { deprecatedAt: '2026-11-01T00:00:00.000Z' }, 'AMI', 'Deprecated', /^since 2026-11-01/],
    ['a future deprecation', { deprecatedAt: '2027-11-01T00:00:00.000Z' }, 'AMI', 'Deprecated', /^from 2027-11-01/],
    [
      'a copy',
      { sourceImageId: 'ami-9', sourceImageRegion: 'eu-west-1' },
      'AMI',
      'Copied from',
      /^ami-9 in eu-west-1$/,
    ],
    ['a failed AMI', { state: 'failed', stateReason: 'no space' }, 'AMI', 'State', /^failed: no space$/],
    ['an unlisted owner', { ownerId: UNLISTED_ACCOUNT }, 'AMI', 'Owner', /not trusted/],
    [
      'a verified provider',
      { ownerId: UNLISTED_ACCOUNT, ownerAlias: 'amazon' },
      'AMI',
      'Owner',
      /verified provider \(amazon\)/,
    ],
    ['an AMI of another account', { ownerId: PROD }, 'AMI', 'Owner', /an account of the directory/],
    ['an AMI that is not allowed', { ownerId: PROD, allowed: false }, 'AMI', 'Allowed AMIs', /not allowed/],
    [
      'a product code',
      { productCodes: [{ id: 'abc', type: 'marketplace' }] },
      'Cost and billing',
      'Product codes',
      /^marketplace: abc$/,
    ],
    [
      'a protected AMI',
      { deregistrationProtection: 'enabled-with-cooldown' },
      'Protection',
      'Deregistration',
      /24 hours/,
    ],
    ['a recovery point', { ownerAlias: 'aws-backup-vault' }, 'Protection', 'AWS Backup', /only AWS Backup/],
  ])('explains %s', (_, overrides, heading, label, value) => {
    expect(rows(info({ image: image(overrides) }), heading)[label]).toMatch(value);
  });

  test('shows since when AWS records launches for an AMI that was never launched', () => {
    const { lastLaunchedAt, ...never } = image();

    expect(lastLaunchedAt).toBeDefined();
    expect(rows(info({ image: never }), 'Use')['Last launched']).toBe(
      'never, as far as AWS has recorded it (since April 2017)',
    );
    expect(rows(info({ image: { ...never, ownerId: PROD } }), 'Use')['Last launched']).toBe(
      'unknown: only the owner sees it',
    );
  });

  test('shows the missing permission for facts that cannot be read', () => {
    const report = info({ launchPermissions: denied, references: denied, recycleBin: denied, publicAccess: denied });

    expect(rows(report, 'Permissions')).toMatchObject({
      'May launch it': 'unknown: reading it was denied (missing permission: ec2:Something)',
    });
    expect(rows(report, 'Use')).toMatchObject({ Use: `unknown for images (${OWNER})` });
    expect(rows(report, 'Protection')['Recycle Bin']).toMatch(/^unknown/);
    expect(rows(report, 'Permissions')['New public AMIs']).toMatch(/^unknown/);
  });

  test('shows public access and a block of public AMIs by an organization policy', () => {
    const report = info({
      launchPermissions: known([{ kind: 'public' }]),
      publicAccess: known({ state: 'block-new-sharing', managedBy: 'declarative-policy' }),
    });

    expect(rows(report, 'Permissions')).toMatchObject({
      'May launch it': 'everyone (public), its owner',
      'New public AMIs': 'blocked in this account and Region (by a policy of the organization)',
    });
  });

  test('omits unknown permissions for a public AMI of another account', () => {
    const report = info({ image: image({ ownerId: UNLISTED_ACCOUNT, public: true }), launchPermissions: denied });

    expect(rows(report, 'Permissions')).toEqual({ Access: 'public: every account can launch it' });
  });

  test.each<[string, Partial<Facts>, string]>([
    [
      'a customer managed key',
      { snapshots: encryptedUnder(CUSTOMER_KEY), keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } },
      `under ${CUSTOMER_KEY} (customer managed)`,
    ],
    [
      'a key of AWS',
      { snapshots: encryptedUnder(AWS_KEY), keys: { [AWS_KEY]: key(AWS_KEY) } },
      `under ${AWS_KEY} (managed by AWS)`,
    ],
    ['a key that cannot be read', { snapshots: encryptedUnder(AWS_KEY) }, `under ${AWS_KEY} (key could not be read)`],
    [
      'an unknown key',
      { image: image({ blockDevices: [{ device: '/dev/xvda', snapshotId: BOOT }] }), snapshots: {} },
      'unknown',
    ],
  ])('shows encryption under %s', (_, overrides, expected) => {
    expect(rows(info(overrides), 'Encryption')).toEqual({ Encrypted: expected });
  });
});

describe('the findings of the info report', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['no special condition applies', {}, []],
    ['it is disabled', { image: image({ state: 'disabled' }) }, ['warning not-launchable']],
    ['an unlisted account owns it', { image: image({ ownerId: UNLISTED_ACCOUNT }) }, ['warning untrusted-owner']],
    [
      'Allowed AMIs of the account does not permit it',
      { image: image({ ownerId: PROD, allowed: false }) },
      ['warning not-allowed'],
    ],
    ['it is deprecated', { image: image({ deprecatedAt: '2026-01-01T00:00:00.000Z' }) }, ['warning image-deprecated']],
    [
      'it will be deprecated',
      { image: image({ deprecatedAt: '2028-01-01T00:00:00.000Z' }) },
      ['warning deprecation-ahead'],
    ],
    [
      'it requires a subscription',
      { image: image({ productCodes: [{ id: 'a', type: 'marketplace' }] }) },
      ['warning product-codes'],
    ],
    ['it is public', { image: image({ public: true }) }, ['warning image-public']],
    ['it is public and another account owns it', { image: image({ public: true, ownerId: PROD }) }, []],
    ['it is paravirtual', { image: image({ virtualizationType: 'paravirtual' }) }, ['warning paravirtual']],
    [
      'it is backed by instance store',
      { image: image({ rootDeviceType: 'instance-store' }) },
      ['warning instance-store'],
    ],
    [
      'AWS manages its key',
      { snapshots: encryptedUnder(AWS_KEY), keys: { [AWS_KEY]: key(AWS_KEY) } },
      ['info aws-managed-key'],
    ],
    [
      'its key is disabled',
      { snapshots: encryptedUnder(CUSTOMER_KEY), keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { enabled: false }) } },
      ['warning key-disabled'],
    ],
  ])('have the expected codes when %s', (_, overrides, codes) => {
    expect(info(overrides).findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual(codes);
  });
});
