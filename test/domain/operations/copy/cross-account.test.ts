import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known, unknown } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import type { CopyInput } from '../../../../src/domain/operations/copy/input.js';
import { plan } from '../../../../src/domain/operations/copy/plan.js';
import type { Step } from '../../../../src/domain/plan/types.js';
import { findingCodes, findingWith, expectPlan } from '../codes.js';
import { directory, OWNER, PARTNER, PROD, UNLISTED_ACCOUNT } from '../directory.js';
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
} from '../facts-builder.js';

const prod = account(PROD);
const ABROAD = { account: PROD, region: 'us-east-1' };
const HERE = { account: OWNER, region: 'us-east-1' };

function copy(overrides: Partial<Facts> = {}, input: Partial<CopyInput> = {}): PlanResult {
  const whole: CopyInput = { ami: AMI, targets: [{ kind: 'account', id: PROD }], encrypted: false, ...input };
  const there = destination('us-east-1', { account: PROD });
  return plan(whole, facts({ destinations: [there], uefiData: known(null), ...overrides }), { directory });
}

function callsOf(planned: PlanResult): readonly unknown[] {
  return expectPlan(planned).steps.map(({ id, call, after, cleanup }) => [
    id,
    call.name,
    call.account,
    after,
    ...(cleanup === undefined ? [] : [cleanup]),
  ]);
}

function stepOf(planned: PlanResult, id: string): Step | undefined {
  return expectPlan(planned).steps.find((step) => step.id === id);
}

function kept(step: string, output: string): { readonly step: string; readonly output: string } {
  return { step, output };
}

/** Under AWS's own key, with a key named that prod may use. */
const wayKey = key(CUSTOMER_KEY, { usableBy: known([PROD]) });
const awsEncrypted = { snapshots: encryptedUnder(AWS_KEY), keys: { [AWS_KEY]: key(AWS_KEY) }, namedKey: wayKey };
const named = { encrypted: true, key: CUSTOMER_KEY };
const lend = `lend-${PROD}`;
const back = `take-back-${PROD}`;

describe('a direct copy to another account', () => {
  test('lends the AMI and snapshots, copies in the account, and revokes the loan', () => {
    expect(callsOf(copy())).toEqual([
      [lend, 'ModifyImageAttribute', OWNER, []],
      [`${lend}-snapshot-1`, 'ModifySnapshotAttribute', OWNER, []],
      [`${lend}-snapshot-2`, 'ModifySnapshotAttribute', OWNER, []],
      [`copy-${PROD}`, 'CopyImage', PROD, [lend, `${lend}-snapshot-1`, `${lend}-snapshot-2`]],
      [back, 'ModifyImageAttribute', OWNER, [`copy-${PROD}`], { stepId: lend }],
      [`${back}-snapshot-1`, 'ModifySnapshotAttribute', OWNER, [`copy-${PROD}`], { stepId: `${lend}-snapshot-1` }],
      [`${back}-snapshot-2`, 'ModifySnapshotAttribute', OWNER, [`copy-${PROD}`], { stepId: `${lend}-snapshot-2` }],
      [`clean-up-${PROD}`, 'DeregisterImage', PROD, [], { stepId: `copy-${PROD}`, unlessDone: `copy-${PROD}` }],
    ]);
  });

  test('sends the exact EC2 parameters and omits tags reserved by AWS', () => {
    const planned = copy({ image: image({ description: 'Base', tags: { Tier: 'base', 'aws:x': 'y' } }) });

    expect(stepOf(planned, lend)?.call).toEqual({
      name: 'ModifyImageAttribute',
      ...HERE,
      input: { ImageId: AMI, LaunchPermission: { Add: [{ UserId: PROD }] } },
    });
    expect(stepOf(planned, `${lend}-snapshot-2`)?.call.input).toEqual({
      SnapshotId: DATA,
      Attribute: 'createVolumePermission',
      OperationType: 'add',
      UserIds: [PROD],
    });
    expect(stepOf(planned, `copy-${PROD}`)?.call).toEqual({
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
    expect(stepOf(planned, `${back}-snapshot-2`)?.call.input).toMatchObject({
      SnapshotId: DATA,
      OperationType: 'remove',
    });
    expect(stepOf(planned, back)?.waitFor).toEqual({
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
      lend,
      `${lend}-snapshot-1`,
      `copy-${PROD}`,
      `clean-up-${PROD}`,
    ]);
    expect(findingCodes(planned)).toContain('unknown copy-permissions-stay');
  });

  test('removes the copy in the other account on Undo', () => {
    expect(stepOf(copy(), `copy-${PROD}`)?.undo?.map(({ call }) => call)).toEqual([
      {
        name: 'DeregisterImage',
        ...ABROAD,
        input: { ImageId: kept(`copy-${PROD}`, 'image'), DeleteAssociatedSnapshots: true },
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
  const waysOn = ['reencrypt', lend, `${lend}-snapshot-1`, `${lend}-snapshot-2`];

  test('copies through a temporary AMI under the named key', () => {
    expect(callsOf(copy(awsEncrypted, named))).toEqual([
      ['reencrypt', 'CopyImage', OWNER, []],
      [lend, 'ModifyImageAttribute', OWNER, ['reencrypt']],
      [`${lend}-snapshot-1`, 'ModifySnapshotAttribute', OWNER, ['reencrypt']],
      [`${lend}-snapshot-2`, 'ModifySnapshotAttribute', OWNER, ['reencrypt']],
      [`copy-${PROD}`, 'CopyImage', PROD, waysOn],
      [`clean-up-${PROD}`, 'DeregisterImage', PROD, [], { stepId: `copy-${PROD}`, unlessDone: `copy-${PROD}` }],
      ['discard-reencrypted', 'DeregisterImage', OWNER, [...waysOn.slice(1), `copy-${PROD}`], { stepId: 'reencrypt' }],
    ]);
  });

  test('sends the exact EC2 parameters', () => {
    const planned = copy(awsEncrypted, named);

    expect(stepOf(planned, 'reencrypt')?.call).toEqual({
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
    expect(stepOf(planned, `${lend}-snapshot-2`)?.call.input).toMatchObject({
      SnapshotId: kept('reencrypt', 'snapshot-2'),
    });
    expect(stepOf(planned, `copy-${PROD}`)?.call).toEqual({
      name: 'CopyImage',
      ...ABROAD,
      input: {
        SourceRegion: 'us-east-1',
        SourceImageId: kept('reencrypt', 'image'),
        Name: 'golden-base',
        Encrypted: true,
      },
    });
    expect(stepOf(planned, 'discard-reencrypted')?.call.input).toEqual({
      ImageId: kept('reencrypt', 'image'),
      DeleteAssociatedSnapshots: true,
    });
  });

  test('uses the key of that name in the other account when it exists', () => {
    const theirs = CUSTOMER_KEY.replace(OWNER, PROD);
    const there = destination('us-east-1', { account: PROD, key: key(theirs) });

    expect(
      stepOf(copy({ ...awsEncrypted, destinations: [there] }, { ...named, key: 'alias/golden' }), `copy-${PROD}`)?.call
        .input,
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
    expect(refusalsOf(copy({ ...awsEncrypted, ...overrides }, named))).toEqual([code]);
  });

  test('is refused without a key and suggests the clause to add', () => {
    const { namedKey, ...unnamed } = awsEncrypted;

    expect(namedKey.known).toBe(true);
    expect(refusalsOf(copy(unnamed))).toEqual(['needs-a-key']);
    expect(findingWith(copy(unnamed), 'needs-a-key')?.fix).toContain('“encrypted with <key>”');
  });
});

describe('a snapshot-by-snapshot copy', () => {
  const by = { by: 'snapshots' } as const;
  const volumes = [`${lend}-snapshot-1`, `${lend}-snapshot-2`];
  const copies = [`copy-${PROD}-snapshot-1`, `copy-${PROD}-snapshot-2`];
  const register = `register-${PROD}`;

  test('copies each snapshot, registers an AMI, and cleans up after a failure', () => {
    expect(callsOf(copy({}, by))).toEqual([
      ...volumes.map((id) => [id, 'ModifySnapshotAttribute', OWNER, []]),
      ...copies.map((id) => [id, 'CopySnapshot', PROD, volumes]),
      [register, 'RegisterImage', PROD, copies],
      ...volumes.map((id, index) => [
        `${back}-snapshot-${String(index + 1)}`,
        'ModifySnapshotAttribute',
        OWNER,
        copies,
        { stepId: id },
      ]),
      [`clean-up-${PROD}`, 'DeregisterImage', PROD, [], { stepId: register, unlessDone: register }],
      ...copies.map((stepId, index) => [
        `clean-up-${PROD}-snapshot-${String(index + 1)}`,
        'DeleteSnapshot',
        PROD,
        [`clean-up-${PROD}`],
        { stepId, unlessDone: register },
      ]),
    ]);
  });

  test('registers every attribute of the original and checks its billing', () => {
    const machine = {
      architecture: 'arm64',
      sriovNetSupport: 'simple',
      bootMode: 'uefi',
      tpmSupport: 'v2.0',
      imdsSupport: 'v2.0',
      description: 'Base',
      tags: { Tier: 'base' },
      blockDevices: [
        {
          device: '/dev/xvda',
          snapshotId: BOOT,
          sizeGiB: 8,
          volumeType: 'gp3',
          iops: 4_000,
          throughput: 250,
          encrypted: false,
          deleteOnTermination: true,
        },
        {
          device: '/dev/sdb',
          snapshotId: DATA,
          sizeGiB: 16,
          volumeType: 'gp2',
          iops: 100,
          encrypted: false,
          deleteOnTermination: false,
        },
        { device: '/dev/sdc', sizeGiB: 50, volumeType: 'io2', iops: 9_000, encrypted: true },
        { device: '/dev/sdd', virtualName: 'ephemeral0' },
      ],
    };
    const planned = copy({ image: image(machine), uefiData: known('VUVGSQ==') }, by);

    expect(stepOf(planned, register)?.call).toEqual({
      name: 'RegisterImage',
      ...ABROAD,
      input: {
        Name: 'golden-base',
        Description: 'Base',
        Architecture: 'arm64',
        VirtualizationType: 'hvm',
        RootDeviceName: '/dev/xvda',
        EnaSupport: true,
        SriovNetSupport: 'simple',
        BootMode: 'uefi',
        TpmSupport: 'v2.0',
        ImdsSupport: 'v2.0',
        UefiData: 'VUVGSQ==',
        BlockDeviceMappings: [
          {
            DeviceName: '/dev/xvda',
            Ebs: {
              SnapshotId: kept(`copy-${PROD}-snapshot-1`, 'snapshot'),
              VolumeSize: 8,
              VolumeType: 'gp3',
              Iops: 4_000,
              Throughput: 250,
              DeleteOnTermination: true,
            },
          },
          {
            DeviceName: '/dev/sdb',
            Ebs: {
              SnapshotId: kept(`copy-${PROD}-snapshot-2`, 'snapshot'),
              VolumeSize: 16,
              VolumeType: 'gp2',
              DeleteOnTermination: false,
            },
          },
          { DeviceName: '/dev/sdc', Ebs: { Encrypted: true, VolumeSize: 50, VolumeType: 'io2', Iops: 9_000 } },
          { DeviceName: '/dev/sdd', VirtualName: 'ephemeral0' },
        ],
        TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'Tier', Value: 'base' }] }],
      },
    });
    expect(stepOf(planned, register)?.waitFor).toEqual({
      kind: 'image-available',
      imageId: kept(register, 'image'),
      billedAs: { platformDetails: 'Linux/UNIX', usageOperation: 'RunInstances' },
    });
    expect(stepOf(planned, `copy-${PROD}-snapshot-1`)?.call).toEqual({
      name: 'CopySnapshot',
      ...ABROAD,
      input: { SourceRegion: 'us-east-1', SourceSnapshotId: BOOT, Description: `Copied for a copy of ${AMI}` },
    });
  });

  test('keeps the kernel of a paravirtual AMI', () => {
    const machine = { virtualizationType: 'paravirtual', kernelId: 'aki-1', ramdiskId: 'ari-1', enaSupport: false };

    expect(stepOf(copy({ image: image(machine) }, by), register)?.call.input).toMatchObject({
      VirtualizationType: 'paravirtual',
      KernelId: 'aki-1',
      RamdiskId: 'ari-1',
      EnaSupport: false,
    });
  });

  test('is used when the launch permission quota is exhausted', () => {
    const crowd = Array.from({ length: 1_000 }, (_, index) => account(String(600_000_000_000 + index)));
    const planned = copy({ launchPermissions: known(crowd) });

    expect(stepOf(planned, register)?.call.name).toBe('RegisterImage');
    expect(stepOf(copy({ launchPermissions: known([...crowd.slice(1), prod]) }), register)).toBeUndefined();
  });

  test.each<[string, Partial<Facts>, Partial<CopyInput>, string]>([
    [
      'it is Windows',
      { image: image({ usageOperation: 'RunInstances:0002', platformDetails: 'Windows' }) },
      by,
      'licence-left-behind',
    ],
    [
      'it is a Marketplace AMI',
      { image: image({ productCodes: [{ id: 'x', type: 'marketplace' }] }) },
      by,
      'licence-left-behind',
    ],
    ['it has no snapshots', { image: image({ blockDevices: [] }) }, by, 'no-snapshots'],
    ['AWS manages its key', awsEncrypted, { ...by, ...named, key: 'alias/aws/ebs' }, 'snapshot-under-aws-managed-key'],
    [
      'the target is its own account',
      { destinations: [destination('eu-west-1')] },
      { ...by, targets: [{ kind: 'region', region: 'eu-west-1' }] },
      'route-not-needed',
    ],
  ])('is refused because %s', (_, overrides, input, code) => {
    const there = destination('us-east-1', { account: PROD, key: key(CUSTOMER_KEY.replace(OWNER, PROD)) });

    expect(refusalsOf(copy({ destinations: [there], ...overrides }, input))).toEqual([code]);
  });
});

describe('the findings of a copy to another account', () => {
  const ALWAYS = [
    'info copied-by-account',
    'info copy-permissions-temporary',
    'info copy-costs',
    'info copy-takes-time',
    'info not-carried-over',
  ];
  const encrypted = { snapshots: encryptedUnder(CUSTOMER_KEY), keys: { [CUSTOMER_KEY]: wayKey } };

  test.each<[string, Partial<Facts>, Partial<CopyInput>, readonly string[]]>([
    ['no special condition applies', {}, {}, ALWAYS],
    [
      'it has a license',
      { image: image({ usageOperation: 'RunInstances:0002', platformDetails: 'Windows' }) },
      {},
      ['warning licensed-copy', ...ALWAYS],
    ],
    [
      'it is encrypted, and the account may use the key',
      encrypted,
      {},
      ['warning copy-under-aws-managed-key', 'info copy-under-default-key', ...ALWAYS],
    ],
    [
      'access of the account to the key is unknown',
      { ...encrypted, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { usableBy: denied }) } },
      {},
      ['unknown key-access-unknown', 'warning copy-under-aws-managed-key', 'info copy-under-default-key', ...ALWAYS],
    ],
    [
      'it is re-encrypted for the copy',
      awsEncrypted,
      named,
      [
        'warning copy-under-aws-managed-key',
        'info copy-under-default-key',
        'info copied-by-account',
        'info reencrypted-in-between',
        ...ALWAYS.slice(2),
      ],
    ],
    [
      'it is copied by snapshots and its UEFI data cannot be read',
      { image: image({ bootMode: 'uefi' }), uefiData: denied },
      { by: 'snapshots' },
      ['unknown uefi-data-unknown', ...ALWAYS.slice(0, 2), 'info registered-from-snapshots', ...ALWAYS.slice(2)],
    ],
  ])('have the expected codes when %s', (_, overrides, input, codes) => {
    expect(findingCodes(copy(overrides, input))).toEqual(codes);
  });

  test.each<[string, Partial<Facts>, Partial<CopyInput>, string]>([
    ['the account has no role', {}, { targets: [{ kind: 'account', id: PARTNER }] }, 'account-without-role'],
    [
      'the account is not in the directory',
      {},
      { targets: [{ kind: 'account', id: UNLISTED_ACCOUNT }] },
      'account-without-role',
    ],
    ['the account owns it', {}, { targets: [{ kind: 'account', id: OWNER }] }, 'target-is-owner'],
    ['another account shares it', { image: image({ ownerId: UNLISTED_ACCOUNT }) }, {}, 'not-owner'],
    [
      'the account may not use its key',
      { ...encrypted, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } },
      {},
      'key-not-allowed',
    ],
    [
      'the name is already in use in the account',
      { destinations: [destination('us-east-1', { account: PROD, existingImageId: known('ami-9') })] },
      {},
      'name-taken',
    ],
  ])('refuse the plan because %s', (_, overrides, input, code) => {
    expect(refusalsOf(copy(overrides, input))).toContain(code);
  });

  test('suggest sharing for an account without a role', () => {
    const planned = copy({}, { targets: [{ kind: 'account', id: PARTNER }] });

    expect(findingWith(planned, 'account-without-role')?.fix).toBe(
      `Share the AMI with it instead: /ami share ${AMI} with ${PARTNER}. Or configure its role_arn in the configuration.`,
    );
  });
});

function refusalsOf(planned: PlanResult): readonly string[] {
  return planned.kind === 'plan'
    ? []
    : planned.findings.flatMap(({ severity, code }) => (severity === 'refusal' ? code : []));
}
