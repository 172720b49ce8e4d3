import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { findingCodes, findingWith } from '../codes.js';
import { OWNER, PARTNER, PROD, UNLISTED_ACCOUNT } from '../directory.js';
import {
  account,
  AMI,
  AWS_KEY,
  CUSTOMER_KEY,
  denied,
  encryptedUnder,
  image,
  key,
  sharedWith,
} from '../facts-builder.js';
import { organization, prod, share, type Targets } from './plan-setup.js';

type Row = readonly [string, Partial<Facts>, Targets, readonly string[]];

function testRefusals(rows: readonly Row[]): void {
  test.each(rows)('is refused because %s', (_, overrides, targets, codes) => {
    const planned = share(overrides, targets);

    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned)).toEqual(codes);
  });
}

describe('a share with an unsuitable target', () => {
  testRefusals([
    ['the target owns it', {}, [account(OWNER) as Targets[number]], ['refusal target-is-owner']],
    ['the target already has every permission', sharedWith(prod), [prod], ['refusal already-shared']],
    [
      'it is already shared with the organization',
      sharedWith(organization),
      [organization],
      ['refusal already-shared', 'warning snapshots-not-for-organizations'],
    ],
  ]);
});

describe('a share of an AMI that is not ready', () => {
  testRefusals([
    ['it is disabled', { image: image({ state: 'disabled' }) }, [prod], ['refusal image-disabled']],
    ['it is pending', { image: image({ state: 'pending' }) }, [prod], ['refusal image-pending']],
    [
      'its creation failed',
      { image: image({ state: 'failed', stateReason: 'no space' }) },
      [prod],
      ['refusal image-failed'],
    ],
    ['it is deregistered', { image: image({ state: 'deregistered' }) }, [prod], ['refusal image-not-available']],
  ]);
});

describe('a share of an AMI with another owner or an AWS managed key', () => {
  testRefusals([
    [
      'AWS manages its key',
      { snapshots: encryptedUnder(AWS_KEY), keys: { [AWS_KEY]: key(AWS_KEY) } },
      [prod],
      ['refusal snapshot-under-aws-managed-key'],
    ],
    ['another account of the directory owns it', { image: image({ ownerId: PROD }) }, [prod], ['refusal not-owner']],
    [
      'an unlisted account owns it',
      { image: image({ ownerId: UNLISTED_ACCOUNT }) },
      [prod],
      ['refusal not-owner', 'warning untrusted-owner'],
    ],
    [
      'Allowed AMIs does not permit it',
      { image: image({ ownerId: PROD, allowed: false }) },
      [prod],
      ['refusal not-owner', 'warning not-allowed'],
    ],
    [
      'a verified provider owns it',
      { image: image({ ownerId: UNLISTED_ACCOUNT, ownerAlias: 'amazon' }) },
      [prod],
      ['refusal not-owner'],
    ],
  ]);
});

describe('the texts of the findings of a share plan', () => {
  test('suggest a copy under another key for a key that AWS manages', () => {
    const planned = share({ snapshots: encryptedUnder(AWS_KEY), keys: { [AWS_KEY]: key(AWS_KEY) } });

    expect(findingWith(planned, 'snapshot-under-aws-managed-key')?.fix).toContain(
      `/ami copy ${AMI} to us-east-1 as <name> encrypted with <key>`,
    );
  });

  test('refuse a plan with more calls than one request can have', () => {
    const fifty = Array.from({ length: 50 }, (_, index) => account(String(index).padStart(12, '4')) as Targets[number]);
    const blockDevices = Array.from({ length: 4 }, (_, index) => ({
      device: `d${index}`,
      snapshotId: `snap-${index}`,
    }));

    expect(findingCodes(share({ volumePermissions: {} }, fifty))).not.toContain('refusal too-many-calls');
    expect(findingWith(share({ image: image({ blockDevices }) }, fifty), 'too-many-calls')?.text).toBe(
      'That is 250 calls to EC2; one request holds at most 200.',
    );
  });

  test('name the account and the actions in the fix for a key policy', () => {
    const planned = share({ snapshots: encryptedUnder(CUSTOMER_KEY), keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } });
    const { fix, subject } = findingWith(planned, 'key-not-allowed') ?? {};

    expect(fix).toContain(`arn:aws:iam::${PROD}:root`);
    expect(fix).toMatch(/kms:DescribeKey.*kms:CreateGrant.*kms:GenerateDataKey\*.*kms:ReEncrypt\*.*kms:Decrypt/);
    expect(subject).toBe(`${CUSTOMER_KEY} ${PROD}`);
  });

  test('name the missing role when AMI Steward has none for the owner', () => {
    const planned = share({ image: image({ ownerId: PARTNER }) });

    expect(findingWith(planned, 'not-owner')?.fix).toContain('role_arn');
  });

  test('name the tags that are visible to others', () => {
    const planned = share({ image: image({ tags: { 'ec2:SharedTag/Team': 'a', Tier: 'base' } }) });

    expect(findingWith(planned, 'tags-not-shared')?.text).toBe(
      'Its tags are not visible to others, except ec2:SharedTag/Team.',
    );
  });

  test('name the missing permission for facts that cannot be read', () => {
    expect(findingWith(share({ launchPermissions: denied }), 'launch-permissions-unknown')?.text).toContain(
      'missing permission: ec2:Something',
    );
  });
});
