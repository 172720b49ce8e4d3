import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known, unknown } from '../../../../src/domain/model/fact.js';
import { expectPlan, findingCodes, findingWith, refusalCodes, stepWith } from '../codes.js';
import { OWNER, PROD, UNLISTED_ACCOUNT } from '../directory.js';
import {
  account,
  AMI,
  AWS_KEY,
  BOOT,
  CUSTOMER_KEY,
  DATA,
  denied,
  destination,
  image,
  key,
  sharedWith,
} from '../facts-builder.js';
import { copy, callsOf, output, HERE, ABROAD, awsEncrypted, named, GRANT, REVOKE } from './cross-account-setup.js';

const prod = account(PROD);

describe('a direct copy to another account', () => {
  test('lends the AMI and snapshots, copies in the account, and revokes the loan', () => {
    expect(callsOf(copy())).toEqual([
      [GRANT, 'ModifyImageAttribute', OWNER, []],
      [`${GRANT}-snapshot-1`, 'ModifySnapshotAttribute', OWNER, []],
      [`${GRANT}-snapshot-2`, 'ModifySnapshotAttribute', OWNER, []],
      [`copy-${PROD}`, 'CopyImage', PROD, [GRANT, `${GRANT}-snapshot-1`, `${GRANT}-snapshot-2`]],
      [REVOKE, 'ModifyImageAttribute', OWNER, [`copy-${PROD}`], { stepId: GRANT }],
      [`${REVOKE}-snapshot-1`, 'ModifySnapshotAttribute', OWNER, [`copy-${PROD}`], { stepId: `${GRANT}-snapshot-1` }],
      [`${REVOKE}-snapshot-2`, 'ModifySnapshotAttribute', OWNER, [`copy-${PROD}`], { stepId: `${GRANT}-snapshot-2` }],
      [`clean-up-${PROD}`, 'DeregisterImage', PROD, [], { stepId: `copy-${PROD}`, unlessDone: `copy-${PROD}` }],
    ]);
  });

  test('sends the exact EC2 parameters and omits tags reserved by AWS', () => {
    const planned = copy({ image: image({ description: 'Base', tags: { Tier: 'base', 'aws:x': 'y' } }) });

    expect(stepWith(planned, GRANT)?.call).toEqual({
      name: 'ModifyImageAttribute',
      ...HERE,
      input: { ImageId: AMI, LaunchPermission: { Add: [{ UserId: PROD }] } },
    });
    expect(stepWith(planned, `${GRANT}-snapshot-2`)?.call.input).toEqual({
      SnapshotId: DATA,
      Attribute: 'createVolumePermission',
      OperationType: 'add',
      UserIds: [PROD],
    });
    expect(stepWith(planned, `copy-${PROD}`)?.call).toEqual({
      name: 'CopyImage',
      ...ABROAD,
      input: {
        SourceRegion: 'us-east-1',
        SourceImageId: AMI,
        Name: 'golden-base',
        Description: 'Base',
        TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'Tier', Value: 'base' }] }],
      },
    });
    expect(stepWith(planned, `${REVOKE}-snapshot-2`)?.call.input).toMatchObject({
      SnapshotId: DATA,
      OperationType: 'remove',
    });
    expect(stepWith(planned, REVOKE)?.waitFor).toEqual({
      kind: 'launch-permissions',
      imageId: AMI,
      present: [],
      absent: [prod],
    });
  });

  test('lends and revokes only permissions that were missing', () => {
    expect(callsOf(copy(sharedWith(prod)))).toEqual([
      [`copy-${PROD}`, 'CopyImage', PROD, []],
      [`clean-up-${PROD}`, 'DeregisterImage', PROD, [], { stepId: `copy-${PROD}`, unlessDone: `copy-${PROD}` }],
    ]);
  });

  test('revokes no loan when the earlier permissions are unknown', () => {
    const planned = copy({ launchPermissions: denied, volumePermissions: { [BOOT]: denied, [DATA]: known([prod]) } });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual([
      GRANT,
      `${GRANT}-snapshot-1`,
      `copy-${PROD}`,
      `clean-up-${PROD}`,
    ]);
    expect(findingCodes(planned)).toContain('unknown copy-permissions-stay');
  });

  test('removes the copy in the other account on Undo', () => {
    expect(stepWith(copy(), `copy-${PROD}`)?.undo?.map(({ call }) => call)).toEqual([
      {
        name: 'DeregisterImage',
        ...ABROAD,
        input: { ImageId: output(`copy-${PROD}`, 'image'), DeleteAssociatedSnapshots: true },
      },
    ]);
  });

  test('lends nothing for a public AMI of another account', () => {
    const planned = copy({ image: image({ ownerId: UNLISTED_ACCOUNT, ownerAlias: 'amazon', public: true }) });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual([`copy-${PROD}`, `clean-up-${PROD}`]);
  });

  test('can be combined with a copy to a Region, and both targets reach the rules', () => {
    const planned = copy(
      { destinations: [destination('eu-west-1'), destination('us-east-1', { account: PROD })], ...sharedWith(prod) },
      {
        targets: [
          { kind: 'region', region: 'eu-west-1' },
          { kind: 'account', id: PROD },
        ],
      },
    );

    expect(
      expectPlan(planned).steps.flatMap(({ id, call }) =>
        call.name === 'CopyImage' ? [[id, call.account, call.region]] : [],
      ),
    ).toEqual([
      ['copy-eu-west-1', OWNER, 'eu-west-1'],
      [`copy-${PROD}`, PROD, 'us-east-1'],
    ]);
    // What is only on the way is no part of what came off.
    expect(expectPlan(planned).perTarget?.targets).toEqual([
      {
        label: 'eu-west-1',
        steps: ['copy-eu-west-1', ...['', '-snapshot-1', '-snapshot-2'].map((end) => `share-eu-west-1${end}`)],
      },
      { label: `prod (${PROD})`, steps: [`copy-${PROD}`] },
    ]);
    expect(expectPlan(planned).title).toBe(`Copy ${AMI} (golden-base, us-east-1) to eu-west-1, prod (${PROD})`);
    expect(expectPlan(planned).policyInput.targets).toEqual([
      { kind: 'region', region: 'eu-west-1' },
      { kind: 'account', id: PROD },
    ]);
  });
});

describe('a copy of an AMI under an AWS managed key', () => {
  const waysOn = ['reencrypt', GRANT, `${GRANT}-snapshot-1`, `${GRANT}-snapshot-2`];

  test('copies through a temporary AMI under the named key', () => {
    expect(callsOf(copy(awsEncrypted, named))).toEqual([
      ['reencrypt', 'CopyImage', OWNER, []],
      [GRANT, 'ModifyImageAttribute', OWNER, ['reencrypt']],
      [`${GRANT}-snapshot-1`, 'ModifySnapshotAttribute', OWNER, ['reencrypt']],
      [`${GRANT}-snapshot-2`, 'ModifySnapshotAttribute', OWNER, ['reencrypt']],
      [`copy-${PROD}`, 'CopyImage', PROD, waysOn],
      [`clean-up-${PROD}`, 'DeregisterImage', PROD, [], { stepId: `copy-${PROD}`, unlessDone: `copy-${PROD}` }],
      ['discard-reencrypted', 'DeregisterImage', OWNER, [...waysOn.slice(1), `copy-${PROD}`], { stepId: 'reencrypt' }],
    ]);
  });

  test('sends the exact EC2 parameters', () => {
    const planned = copy(awsEncrypted, named);

    expect(stepWith(planned, 'reencrypt')?.call).toEqual({
      name: 'CopyImage',
      ...HERE,
      input: {
        SourceRegion: 'us-east-1',
        SourceImageId: AMI,
        Name: `golden-base re-encrypted for ${PROD}`,
        Encrypted: true,
        KmsKeyId: CUSTOMER_KEY,
      },
    });
    expect(stepWith(planned, `${GRANT}-snapshot-2`)?.call.input).toMatchObject({
      SnapshotId: output('reencrypt', 'snapshot-2'),
    });
    expect(stepWith(planned, `copy-${PROD}`)?.call).toEqual({
      name: 'CopyImage',
      ...ABROAD,
      input: {
        SourceRegion: 'us-east-1',
        SourceImageId: output('reencrypt', 'image'),
        Name: 'golden-base',
        Encrypted: true,
      },
    });
    expect(stepWith(planned, 'discard-reencrypted')?.call.input).toEqual({
      ImageId: output('reencrypt', 'image'),
      DeleteAssociatedSnapshots: true,
    });
  });

  test('uses the key of that name in the other account when it exists', () => {
    const theirs = CUSTOMER_KEY.replace(OWNER, PROD);
    const there = destination('us-east-1', { account: PROD, key: key(theirs) });

    expect(
      stepWith(copy({ ...awsEncrypted, destinations: [there] }, { ...named, key: 'alias/golden' }), `copy-${PROD}`)
        ?.call.input,
    ).toMatchObject({
      KmsKeyId: theirs,
    });
  });

  test.each<[string, Partial<Facts>, string]>([
    ['the key does not exist', { namedKey: unknown('there is no key') }, 'intermediate-key-not-found'],
    ['AWS also manages the named key', { namedKey: key(AWS_KEY) }, 'intermediate-key-managed-by-aws'],
    [
      'the key is disabled',
      { namedKey: key(CUSTOMER_KEY, { enabled: false, usableBy: known([PROD]) }) },
      'intermediate-key-disabled',
    ],
    ['the other account may not use the key', { namedKey: key(CUSTOMER_KEY) }, 'key-not-allowed'],
  ])('is refused because %s', (_, overrides, code) => {
    expect(refusalCodes(copy({ ...awsEncrypted, ...overrides }, named))).toEqual([code]);
  });

  test('is refused without a key and suggests the clause to add', () => {
    const { namedKey, ...unnamed } = awsEncrypted;

    expect(namedKey.known).toBe(true);
    expect(refusalCodes(copy(unnamed))).toEqual(['needs-a-key']);
    expect(findingWith(copy(unnamed), 'needs-a-key')?.fix).toContain('“encrypted with <key>”');
  });
});
