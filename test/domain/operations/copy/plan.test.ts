import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known, unknown } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import type { CopyInput } from '../../../../src/domain/operations/copy/input.js';
import { plan } from '../../../../src/domain/operations/copy/plan.js';
import { findingCodes, findingWith, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, ORGANIZATION, OWNER, PROD, UNLISTED_ACCOUNT } from '../directory.js';
import {
  account,
  AMI,
  AWS_KEY,
  BOOT,
  CUSTOMER_KEY,
  DATA,
  denied,
  destination,
  encryptedUnder,
  facts,
  image,
  key,
  sharedWith,
  snapshot,
} from '../facts-builder.js';

const prod = account(PROD);
const IRISH_KEY = CUSTOMER_KEY.replace('us-east-1', 'eu-west-1');
const irishKey = key(IRISH_KEY, { usableBy: known([PROD]) });

function regions(names: readonly string[]): CopyInput['targets'] {
  return names.map((region) => ({ kind: 'region', region }));
}

function copy(overrides: Partial<Facts>, input: Partial<CopyInput> = {}): PlanResult {
  const whole = { ami: AMI, targets: regions(['eu-west-1']), encrypted: false, ...input };
  return plan(whole, facts(overrides), { directory });
}

/** What is sent with the first call. */
function parameters(overrides: Partial<Facts>, input: Partial<CopyInput> = {}): unknown {
  return expectPlan(copy(overrides, input)).steps[0]?.call.input;
}

function to(region: string, overrides: Parameters<typeof destination>[1]): Pick<Facts, 'destinations'> {
  return { destinations: [destination(region, overrides)] };
}

const PLAIN = { SourceRegion: 'us-east-1', SourceImageId: AMI, Name: 'golden-base', CopyImageTags: true };
const ALWAYS = ['info copy-costs', 'info copy-takes-time', 'info not-carried-over'];

describe('the copy plan', () => {
  test('copies the AMI, waits for it, and removes a failed copy', () => {
    expect(forward(expectPlan(copy({})).steps)).toEqual([
      {
        id: 'copy-eu-west-1',
        title: `Copy ${AMI} from us-east-1 to eu-west-1`,
        call: { name: 'CopyImage', account: OWNER, region: 'eu-west-1', input: PLAIN },
        waitFor: { kind: 'image-available', imageId: { step: 'copy-eu-west-1', output: 'image' } },
        outputs: { image: { from: 'response', field: 'ImageId' } },
        after: [],
      },
      {
        id: 'clean-up-eu-west-1',
        title: 'Remove the copy in eu-west-1 if it fails',
        call: {
          name: 'DeregisterImage',
          account: OWNER,
          region: 'eu-west-1',
          input: { ImageId: { step: 'copy-eu-west-1', output: 'image' }, DeleteAssociatedSnapshots: true },
        },
        waitFor: { kind: 'image-gone', imageId: { step: 'copy-eu-west-1', output: 'image' } },
        after: [],
        cleanup: { stepId: 'copy-eu-west-1', unlessDone: 'copy-eu-west-1' },
      },
    ]);
  });

  test('shares the available copy with the grantees of the original', () => {
    const { steps } = expectPlan(
      copy({
        launchPermissions: known([
          prod,
          { kind: 'organization', arn: ORGANIZATION },
          { kind: 'public' },
          account(OWNER),
        ]),
        volumePermissions: { [BOOT]: known([]), [DATA]: known([prod, { kind: 'public' }]) },
      }),
    );

    expect(steps.map(({ id }) => id)).toEqual([
      'copy-eu-west-1',
      'share-eu-west-1',
      'share-eu-west-1-snapshot-2',
      'clean-up-eu-west-1',
    ]);
    expect(steps[0]?.outputs).toEqual({
      image: { from: 'response', field: 'ImageId' },
      'snapshot-2': { from: 'device', device: '/dev/sdb' },
    });
    const copied = { step: 'copy-eu-west-1', output: 'image' };
    const grantees = [prod, { kind: 'organization', arn: ORGANIZATION }];
    expect(forward(steps)[1]).toEqual({
      id: 'share-eu-west-1',
      title: `Let prod (${PROD}), organization ${ORGANIZATION} launch the copy in eu-west-1`,
      call: {
        name: 'ModifyImageAttribute',
        account: OWNER,
        region: 'eu-west-1',
        input: { ImageId: copied, LaunchPermission: { Add: [{ UserId: PROD }, { OrganizationArn: ORGANIZATION }] } },
      },
      waitFor: { kind: 'launch-permissions', imageId: copied, present: grantees, absent: [] },
      after: ['copy-eu-west-1'],
    });
    const volume = { step: 'copy-eu-west-1', output: 'snapshot-2' };
    expect(forward(steps)[2]).toEqual({
      id: 'share-eu-west-1-snapshot-2',
      title: `Let prod (${PROD}) copy the snapshot at /dev/sdb of the copy in eu-west-1`,
      call: {
        name: 'ModifySnapshotAttribute',
        account: OWNER,
        region: 'eu-west-1',
        input: { SnapshotId: volume, Attribute: 'createVolumePermission', OperationType: 'add', UserIds: [PROD] },
      },
      waitFor: { kind: 'volume-permissions', snapshotId: volume, present: [prod], absent: [] },
      after: ['copy-eu-west-1', 'share-eu-west-1'],
    });
  });

  test('removes the copy with its snapshots and permissions on Undo', () => {
    const { steps } = expectPlan(copy(sharedWith(prod)));
    const copied = { step: 'copy-eu-west-1', output: 'image' };

    expect(undoCalls(steps)).toEqual([
      [
        'copy-eu-west-1',
        [
          [
            'Remove the copy in eu-west-1',
            { ImageId: copied, DeleteAssociatedSnapshots: true },
            { kind: 'image-gone', imageId: copied },
          ],
        ],
      ],
      ['share-eu-west-1', []],
      ['share-eu-west-1-snapshot-1', []],
      ['share-eu-west-1-snapshot-2', []],
      ['clean-up-eu-west-1', undefined],
    ]);
  });

  test('has separate steps for each Region', () => {
    const destinations = [destination('eu-west-1'), destination('ap-southeast-2')];
    const { steps, policyInput, title, perTarget } = expectPlan(
      copy({ destinations }, { targets: regions(['eu-west-1', 'ap-southeast-2']), name: 'golden 2' }),
    );

    expect(steps.map(({ id, call }) => [id, call.region])).toEqual([
      ['copy-eu-west-1', 'eu-west-1'],
      ['clean-up-eu-west-1', 'eu-west-1'],
      ['copy-ap-southeast-2', 'ap-southeast-2'],
      ['clean-up-ap-southeast-2', 'ap-southeast-2'],
    ]);
    expect(perTarget).toEqual({
      phrases: { done: 'Copied to', partly: 'Copied only in part to', failed: 'Not copied to' },
      targets: [
        { label: 'eu-west-1', steps: ['copy-eu-west-1'] },
        { label: 'ap-southeast-2', steps: ['copy-ap-southeast-2'] },
      ],
    });
    expect(title).toBe(`Copy ${AMI} (golden-base, us-east-1) to eu-west-1, ap-southeast-2 as golden 2`);
    expect(policyInput).toEqual({
      targets: [
        { kind: 'region', region: 'eu-west-1' },
        { kind: 'region', region: 'ap-southeast-2' },
      ],
      tags: {},
      inUse: 'unknown',
      removesAccess: false,
    });
  });

  test('does not copy permissions when another account owns the original', () => {
    const planned = copy({ image: image({ ownerId: PROD }), ...sharedWith(prod) });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual(['copy-eu-west-1', 'clean-up-eu-west-1']);
  });

  const encrypted = { snapshots: encryptedUnder(CUSTOMER_KEY), keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } };
  test.each<[string, Partial<Facts>, Partial<CopyInput>, object]>([
    [
      'sends a name and a description',
      { image: image({ description: 'Base' }) },
      { name: 'golden-2' },
      { Name: 'golden-2', Description: 'Base' },
    ],
    [
      'sends a named key',
      to('eu-west-1', { key: irishKey }),
      { encrypted: true, key: 'alias/golden' },
      { Encrypted: true, KmsKeyId: IRISH_KEY },
    ],
    [
      'sends a named key that cannot be read',
      to('eu-west-1', { key: denied }),
      { encrypted: true, key: 'alias/golden' },
      { Encrypted: true, KmsKeyId: 'alias/golden' },
    ],
    ['sends no key for the default key of AWS', {}, { encrypted: true }, { Encrypted: true }],
    [
      "sends the account's default key",
      to('eu-west-1', { defaultKey: irishKey }),
      { encrypted: true },
      { Encrypted: true, KmsKeyId: IRISH_KEY },
    ],
    [
      'sends the default key for an encrypted original',
      { ...encrypted, ...to('eu-west-1', { defaultKey: irishKey }) },
      {},
      { Encrypted: true, KmsKeyId: IRISH_KEY },
    ],
    [
      'encrypts the copy when only the device mapping is known to be encrypted',
      {
        image: image({ blockDevices: [{ device: '/dev/xvda', snapshotId: BOOT, encrypted: true }] }),
        snapshots: { [BOOT]: denied },
      },
      {},
      { Encrypted: true },
    ],
    [
      'sends no encryption for an account that encrypts by default',
      to('eu-west-1', { encryptionByDefault: known(true) }),
      {},
      {},
    ],
  ])('%s', (_, overrides, input, expected) => {
    expect(parameters(overrides, input)).toEqual({ ...PLAIN, ...expected });
  });

  test('keeps the key in the same Region unless encryption is requested', () => {
    const here = { ...encrypted, ...to('us-east-1', { defaultKey: key(AWS_KEY) }) };
    const input = { targets: regions(['us-east-1']), name: 'golden-2' };

    expect(parameters(here, input)).toEqual({ ...PLAIN, Name: 'golden-2', Encrypted: true, KmsKeyId: CUSTOMER_KEY });
    expect(parameters(here, { ...input, encrypted: true })).toEqual({ ...PLAIN, Name: 'golden-2', Encrypted: true });
  });
});

describe('the findings of a copy plan', () => {
  const encrypted = { snapshots: encryptedUnder(CUSTOMER_KEY), keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } };
  const named = { encrypted: true, key: 'alias/golden' };
  const foreign = { image: image({ ownerId: UNLISTED_ACCOUNT }), launchPermissions: denied };

  test.each<[string, Partial<Facts>, Partial<CopyInput>, readonly string[]]>([
    ['no special condition applies', {}, {}, ALWAYS],
    ['it is shared', sharedWith(prod), {}, ALWAYS],
    ['it is public', { image: image({ public: true }) }, {}, ['warning public-not-carried', ...ALWAYS]],
    [
      'a snapshot is public',
      { volumePermissions: { [BOOT]: known([{ kind: 'public' }]), [DATA]: known([]) } },
      {},
      ['warning public-not-carried', ...ALWAYS],
    ],
    [
      'its permissions cannot be read',
      { launchPermissions: denied, volumePermissions: { [BOOT]: denied, [DATA]: known([]) } },
      {},
      ['unknown launch-permissions-unknown', 'unknown volume-permissions-unknown', ...ALWAYS],
    ],
    [
      'the availability of the name cannot be read',
      to('eu-west-1', { existingImageId: denied }),
      {},
      ['unknown name-unknown', ...ALWAYS],
    ],
    [
      'it will be under the default key of AWS',
      {},
      { encrypted: true },
      ['warning copy-under-aws-managed-key', 'info copy-under-default-key', ...ALWAYS],
    ],
    [
      "it will be under the account's default key",
      to('eu-west-1', { defaultKey: irishKey }),
      { encrypted: true },
      ['info copy-under-default-key', ...ALWAYS],
    ],
    [
      'the default key cannot be read',
      to('eu-west-1', { defaultKey: denied }),
      { encrypted: true },
      ['unknown default-key-unknown', ...ALWAYS],
    ],
    [
      'the account encrypts by default',
      to('eu-west-1', { encryptionByDefault: known(true), defaultKey: irishKey }),
      {},
      ['warning encrypted-by-default', ...ALWAYS],
    ],
    [
      'the default encryption of the account cannot be read',
      to('eu-west-1', { encryptionByDefault: denied }),
      {},
      ['unknown encryption-by-default-unknown', ...ALWAYS],
    ],
    ['its key is named', { ...sharedWith(prod), ...to('eu-west-1', { key: irishKey }) }, named, ALWAYS],
    ['the named key cannot be read', to('eu-west-1', { key: denied }), named, ['unknown key-unknown', ...ALWAYS]],
    [
      'its grantees have no access to the named key',
      { ...sharedWith(prod), ...to('eu-west-1', { key: key(IRISH_KEY) }) },
      named,
      ['warning key-not-allowed', ...ALWAYS],
    ],
    [
      'access of its grantees to the named key is unknown',
      { ...sharedWith(prod), ...to('eu-west-1', { key: key(IRISH_KEY, { usableBy: denied }) }) },
      named,
      ['unknown key-access-unknown', ...ALWAYS],
    ],
    [
      'an organization needs the named key',
      { ...sharedWith({ kind: 'organization', arn: ORGANIZATION }), ...to('eu-west-1', { key: key(IRISH_KEY) }) },
      named,
      ['warning key-for-organization', ...ALWAYS],
    ],
    [
      'the key of the original cannot be read',
      { ...encrypted, keys: {}, ...to('eu-west-1', { key: irishKey }) },
      named,
      ['unknown source-key-unknown', ...ALWAYS],
    ],
    [
      'a snapshot cannot be read',
      { image: image({ blockDevices: [{ device: '/dev/xvda', snapshotId: BOOT }] }), snapshots: { [BOOT]: denied } },
      {},
      ['unknown snapshot-unknown', ...ALWAYS],
    ],
    [
      'it is paravirtual',
      { image: image({ virtualizationType: 'paravirtual' }) },
      {},
      ['warning paravirtual', ...ALWAYS],
    ],
    [
      'it is backed by instance store',
      { image: image({ rootDeviceType: 'instance-store', blockDevices: [] }) },
      {},
      ['warning instance-store-copy', ...ALWAYS],
    ],
    [
      'it is deprecated',
      { image: image({ deprecatedAt: '2026-11-01T00:00:00.000Z' }) },
      {},
      ['warning image-deprecated', ...ALWAYS],
    ],
    ['an unlisted account owns it', foreign, {}, ['warning untrusted-owner', ...ALWAYS, 'info copy-becomes-yours']],
    [
      'another account of the directory owns it',
      { image: image({ ownerId: PROD }) },
      {},
      [...ALWAYS, 'info copy-becomes-yours'],
    ],
    [
      'it has a license and another account owns it',
      { image: image({ ownerId: PROD, usageOperation: 'RunInstances:0002', platformDetails: 'Windows' }) },
      {},
      ['warning licensed-copy', ...ALWAYS, 'info copy-becomes-yours'],
    ],
    [
      'a snapshot of another account cannot be seen',
      {
        image: image({ ownerId: PROD }),
        snapshots: { [BOOT]: denied, [DATA]: snapshot(DATA) },
      },
      {},
      ['unknown snapshot-not-visible', ...ALWAYS, 'info copy-becomes-yours'],
    ],
    [
      'Allowed AMIs does not permit it',
      { image: image({ ownerId: PROD, allowed: false }) },
      {},
      ['warning not-allowed', ...ALWAYS, 'info copy-becomes-yours'],
    ],
  ])('have the expected codes when %s', (_, overrides, input, codes) => {
    expect(findingCodes(copy(overrides, input))).toEqual(codes);
  });

  const fortyNine = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`tag-${String(index)}`, 'x']));
  test.each<[string, Partial<Facts>, Partial<CopyInput>, string]>([
    ['the name is already in use', to('eu-west-1', { existingImageId: known('ami-9') }), {}, 'name-taken'],
    [
      'the Region is not configured for the account',
      to('us-west-2', {}),
      { targets: regions(['us-west-2']) },
      'region-not-configured',
    ],
    [
      'the Region is in another partition',
      to('cn-north-1', {}),
      { targets: regions(['cn-north-1']) },
      'other-partition',
    ],
    ['the named key does not exist', to('eu-west-1', { key: unknown('there is no key') }), named, 'key-not-found'],
    ['the named key is in another Region', to('eu-west-1', { key: key(CUSTOMER_KEY) }), named, 'key-in-other-region'],
    ['the named key is disabled', to('eu-west-1', { key: key(IRISH_KEY, { enabled: false }) }), named, 'key-disabled'],
    [
      'it is shared and the copy would be under an AWS managed key',
      sharedWith(prod),
      { encrypted: true },
      'copy-could-not-be-shared',
    ],
    [
      'it is shared and the account encrypts by default',
      { ...sharedWith(prod), ...to('eu-west-1', { encryptionByDefault: known(true) }) },
      {},
      'copy-could-not-be-shared',
    ],
    [
      'it is shared and encrypted, and no key is named',
      { ...encrypted, ...sharedWith(prod) },
      {},
      'copy-could-not-be-shared',
    ],
    [
      'the key of the original is disabled',
      {
        ...encrypted,
        keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { enabled: false }) },
        ...to('eu-west-1', { key: irishKey }),
      },
      named,
      'source-key-disabled',
    ],
    [
      'AWS manages the key of an original in another account',
      {
        image: image({ ownerId: PROD }),
        snapshots: encryptedUnder(AWS_KEY),
        keys: { [AWS_KEY]: key(AWS_KEY) },
        ...to('eu-west-1', { key: irishKey }),
      },
      named,
      'source-under-aws-managed-key',
    ],
    ['it has the maximum number of tags', { image: image({ tags: fortyNine }) }, {}, 'too-many-tags'],
    ['it is disabled', { image: image({ state: 'disabled' }) }, {}, 'image-disabled'],
    ['it is pending', { image: image({ state: 'pending' }) }, {}, 'image-pending'],
  ])('refuse the plan because %s', (_, overrides, input, code) => {
    const planned = copy(overrides, input);

    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned).filter((each) => each.startsWith('refusal'))).toEqual([`refusal ${code}`]);
  });

  test('suggest another name for a name that is in use', () => {
    expect(findingWith(copy(to('eu-west-1', { existingImageId: known('ami-9') })), 'name-taken')).toMatchObject({
      text: 'ami-9 in eu-west-1 already has the name golden-base.',
      fix: 'Choose another: as golden-base-copy',
    });
  });

  test('show the copied permissions first in the evidence', () => {
    expect(expectPlan(copy(sharedWith(prod))).evidence[0]).toEqual({
      label: 'Copied permissions',
      value: `prod (${PROD})`,
    });
    expect(expectPlan(copy({})).evidence[0]).toEqual({ label: 'Copied permissions', value: 'none' });
  });

  test('mention the owner for an AMI of another account', () => {
    expect(findingWith(copy({}), 'not-carried-over')?.text).not.toContain('its owner');
    expect(findingWith(copy({ image: image({ ownerId: PROD }) }), 'not-carried-over')?.text).toContain('its owner');
  });

  test('add nothing for a snapshot of another owner', () => {
    const planned = copy({ snapshots: { [BOOT]: snapshot(BOOT, { ownerId: PROD }), [DATA]: snapshot(DATA) } });

    expect(findingCodes(planned)).toEqual(ALWAYS);
  });
});
