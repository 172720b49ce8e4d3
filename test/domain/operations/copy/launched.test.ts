import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { InstanceType, LaunchEnvironment } from '../../../../src/domain/model/launch.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import type { CopyInput } from '../../../../src/domain/operations/copy/input.js';
import { plan } from '../../../../src/domain/operations/copy/plan.js';
import { findingCodes, findingWith, expectPlan, stepWith } from '../codes.js';
import { directory, OWNER, PROD, UNLISTED_ACCOUNT } from '../directory.js';
import {
  account,
  AMI,
  AWS_KEY,
  BOOT,
  denied,
  destination,
  encryptedUnder,
  facts,
  image,
  key,
  sharedWith,
} from '../facts-builder.js';

const THERE = { account: PROD, region: 'us-east-1' };
const WINDOWS = { platformDetails: 'Windows', usageOperation: 'RunInstances:0002' };
const SUBNET = 'subnet-0123456789abcdef0';
const TYPE: InstanceType = {
  name: 't3.large',
  architectures: ['x86_64'],
  virtualizationTypes: ['hvm'],
  rootDeviceTypes: ['ebs'],
  bootModes: ['legacy-bios', 'uefi'],
  ena: 'required',
};

function there(launchEnvironment: Partial<LaunchEnvironment> = {}): Pick<Facts, 'destinations'> {
  const launch = { instanceType: known(TYPE), subnet: known(SUBNET), ...launchEnvironment };
  return { destinations: [destination('us-east-1', { account: PROD, launch })] };
}

function copy(overrides: Partial<Facts> = {}, input: Partial<CopyInput> = {}): PlanResult {
  const whole: CopyInput = {
    ami: AMI,
    targets: [{ kind: 'account', id: PROD }],
    encrypted: false,
    launching: { instanceType: 't3.large' },
    ...input,
  };
  return plan(whole, facts({ image: image(WINDOWS), uefiData: known(null), ...there(), ...overrides }), { directory });
}

const lend = `lend-${PROD}`;
const launch = `launch-${PROD}`;
const stop = `stop-${PROD}`;
const make = `image-${PROD}`;
const INSTANCE = { step: launch, output: 'instance' };

describe('a copy by launching', () => {
  test('lends the AMI, creates an AMI from a stopped instance, and cleans up', () => {
    expect(
      expectPlan(copy()).steps.map(({ id, call, after, cleanup }) => [
        id,
        call.name,
        call.account,
        after,
        ...(cleanup === undefined ? [] : [cleanup]),
      ]),
    ).toEqual([
      [lend, 'ModifyImageAttribute', OWNER, []],
      [launch, 'RunInstances', PROD, [lend]],
      [stop, 'StopInstances', PROD, [launch]],
      [make, 'CreateImage', PROD, [stop]],
      [`take-back-${PROD}`, 'ModifyImageAttribute', OWNER, [launch], { stepId: lend }],
      [`terminate-${PROD}`, 'TerminateInstances', PROD, [make], { stepId: launch }],
      [`clean-up-${PROD}`, 'DeregisterImage', PROD, [], { stepId: make, unlessDone: make }],
    ]);
  });

  test('sends the exact EC2 parameters and waits for each state', () => {
    const planned = copy(
      { image: image({ ...WINDOWS, description: 'Base', tags: { Tier: 'base', 'aws:x': 'y' } }) },
      { name: 'windows-there', launching: { instanceType: 't3.large', subnet: SUBNET } },
    );

    expect([launch, stop, make, `terminate-${PROD}`].map((id) => stepWith(planned, id))).toMatchObject([
      {
        call: {
          name: 'RunInstances',
          ...THERE,
          input: {
            ImageId: AMI,
            InstanceType: 't3.large',
            MinCount: 1,
            MaxCount: 1,
            SubnetId: SUBNET,
            MetadataOptions: { HttpTokens: 'required' },
          },
        },
        waitFor: { kind: 'instance-running', instanceId: INSTANCE },
      },
      {
        call: { name: 'StopInstances', ...THERE, input: { InstanceIds: [INSTANCE] } },
        waitFor: { kind: 'instance-stopped', instanceId: INSTANCE },
      },
      {
        call: {
          name: 'CreateImage',
          ...THERE,
          input: {
            InstanceId: INSTANCE,
            Name: 'windows-there',
            Description: 'Base',
            TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'Tier', Value: 'base' }] }],
          },
        },
        waitFor: { kind: 'image-available', imageId: { step: make, output: 'image' }, billedAs: WINDOWS },
      },
      {
        call: { name: 'TerminateInstances', ...THERE, input: { InstanceIds: [INSTANCE] } },
        waitFor: { kind: 'instance-terminated', instanceId: INSTANCE },
      },
    ]);
  });

  test('removes only the copy on Undo', () => {
    expect(expectPlan(copy()).steps.flatMap(({ undo }) => undo ?? [])).toMatchObject([
      { call: { name: 'DeregisterImage', ...THERE, input: { ImageId: { step: make, output: 'image' } } } },
    ]);
  });

  test('lends nothing when the AMI is already shared with the account or public', () => {
    expect(stepWith(copy(sharedWith(account(PROD))), lend)).toBeUndefined();
    expect(
      stepWith(copy({ image: image({ ...WINDOWS, ownerId: UNLISTED_ACCOUNT, public: true }) }), lend),
    ).toBeUndefined();
  });

  const marketplace = image({ productCodes: [{ id: 'x', type: 'marketplace' }] });
  const [boot] = image().blockDevices;
  test.each<[string, Partial<Facts>, string]>([
    ['the first boot', {}, 'warning first-boot-changes'],
    ['a subscription', { image: marketplace }, 'warning product-codes'],
    [
      'a volume that outlives the instance',
      {
        image: image({
          blockDevices: [{ device: '/dev/xvda', snapshotId: BOOT, ...boot, deleteOnTermination: false }],
        }),
      },
      'warning volume-stays',
    ],
    ['an instance type that cannot be read', there({ instanceType: denied }), 'unknown instance-type-unknown'],
    ['subnets that cannot be read', there({ subnet: denied }), 'unknown subnet-unknown'],
    ['permissions that cannot be read', { launchPermissions: denied }, 'unknown copy-permissions-stay'],
  ])('has a finding for %s', (_, overrides, code) => {
    expect(findingCodes(copy(overrides))).toContain(code);
  });

  test('has no license warning, and a direct copy suggests launching instead', () => {
    expect(findingCodes(copy())).not.toContain('warning licensed-copy');
    expect(findingWith(copy({}, { launching: undefined }), 'licensed-copy')?.fix).toContain('by launching');
  });

  const awsEncrypted = { snapshots: encryptedUnder(AWS_KEY), keys: { [AWS_KEY]: key(AWS_KEY) } };
  test.each<[string, Partial<Facts>, Partial<CopyInput>, string]>([
    ['the Region does not have the instance type', there({ instanceType: known(null) }), {}, 'no-such-instance-type'],
    [
      'it does not run on the instance type',
      { image: image({ ...WINDOWS, architecture: 'arm64' }) },
      {},
      'architecture-mismatch',
    ],
    ['the account has no default subnet', there({ subnet: known(null) }), {}, 'no-default-subnet'],
    ['the command requests encryption', {}, { encrypted: true }, 'launched-takes-no-key'],
    ['AWS manages its key', awsEncrypted, {}, 'snapshot-under-aws-managed-key'],
    [
      'it is backed by instance store',
      { image: image({ ...WINDOWS, rootDeviceType: 'instance-store' }) },
      {},
      'no-root-volume',
    ],
    [
      'the target is its own account',
      { destinations: [destination('eu-west-1')] },
      { targets: [{ kind: 'region', region: 'eu-west-1' }] },
      'route-not-needed',
    ],
    [
      'another account owns it and the target is another Region',
      { image: image({ ownerId: UNLISTED_ACCOUNT, public: true }), destinations: [destination('eu-west-1')] },
      { targets: [{ kind: 'region', region: 'eu-west-1' }] },
      'launched-where-it-is',
    ],
  ])('is refused because %s', (_, overrides, input, code) => {
    expect(findingCodes(copy(overrides, input))).toContain(`refusal ${code}`);
  });
});
