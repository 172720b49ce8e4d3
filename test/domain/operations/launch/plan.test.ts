import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import type { InstanceType } from '../../../../src/domain/model/launch.js';
import { known } from '../../../../src/domain/model/fact.js';
import { launch as operation } from '../../../../src/domain/operations/launch/index.js';
import { findingCodes, findingWith, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, OWNER, PROD, UNLISTED_ACCOUNT } from '../directory.js';
import { AMI, AWS_KEY, CUSTOMER_KEY, denied, encryptedUnder, facts, image, key } from '../facts-builder.js';

const SUBNET = 'subnet-0123456789abcdef0';
const TYPE: InstanceType = {
  name: 't3.small',
  architectures: ['x86_64'],
  virtualizationTypes: ['hvm'],
  rootDeviceTypes: ['ebs'],
  bootModes: ['legacy-bios', 'uefi'],
  ena: 'required',
};
const OLD: InstanceType = {
  ...TYPE,
  name: 'm3.medium',
  virtualizationTypes: ['hvm', 'paravirtual'],
  bootModes: ['legacy-bios'],
  ena: 'unsupported',
};
const ORDINARY = ['info costs-until-terminated', 'info imds-v2-only', 'info reach-and-end'];

function site(type: Partial<InstanceType> | null = {}, subnet: string | null = SUBNET): Pick<Facts, 'launch'> {
  return { launch: { instanceType: known(type === null ? null : { ...TYPE, ...type }), subnet: known(subnet) } };
}

function launch(overrides: Partial<Facts> = {}, subnet?: string) {
  const input = { ami: AMI, instanceType: 't3.small', ...(subnet === undefined ? {} : { subnet }) };
  return operation.plan(input, facts({ ...site(), ...overrides }), { directory });
}

describe('the launch plan', () => {
  test('launches one instance with IMDSv2 and terminates it if it does not start', () => {
    const { title, steps, subject } = expectPlan(launch());

    const ended = {
      name: 'TerminateInstances',
      account: OWNER,
      region: 'us-east-1',
      input: { InstanceIds: [{ step: 'launch', output: 'instance' }] },
    };
    expect(title).toBe(`Launch ${AMI} (golden-base, us-east-1) as t3.small in images (${OWNER})`);
    expect(subject).toEqual({ imageId: AMI, region: 'us-east-1', account: OWNER });
    expect(forward(steps)).toEqual([
      {
        id: 'launch',
        title: `Launch one t3.small from ${AMI}`,
        call: {
          name: 'RunInstances',
          account: OWNER,
          region: 'us-east-1',
          input: {
            ImageId: AMI,
            InstanceType: 't3.small',
            MinCount: 1,
            MaxCount: 1,
            MetadataOptions: { HttpTokens: 'required' },
          },
        },
        waitFor: { kind: 'instance-running', instanceId: { step: 'launch', output: 'instance' } },
        outputs: { instance: { from: 'response', field: 'Instances[0].InstanceId' } },
        after: [],
      },
      {
        id: 'clean-up',
        title: 'Terminate the instance if it does not start',
        call: ended,
        waitFor: { kind: 'instance-terminated', instanceId: { step: 'launch', output: 'instance' } },
        after: [],
        cleanup: { stepId: 'launch', unlessDone: 'launch' },
      },
    ]);
  });

  test('sends the requested subnet', () => {
    const [first] = expectPlan(launch({}, SUBNET)).steps;

    expect(first?.call.input).toMatchObject({ SubnetId: SUBNET });
  });

  test('launches in the account that sees the AMI even if another account owns it', () => {
    const seen = { image: image({ ownerId: OWNER, account: PROD }) };

    expect(expectPlan(launch(seen)).steps.map(({ call }) => call.account)).toEqual([PROD, PROD]);
  });

  test('terminates the instance on Undo and says that its data is lost', () => {
    const [first] = undoCalls(expectPlan(launch()).steps);

    expect(first).toEqual([
      'launch',
      [
        [
          'Terminate the instance; the data on its volumes is lost',
          { InstanceIds: [{ step: 'launch', output: 'instance' }] },
          { kind: 'instance-terminated', instanceId: { step: 'launch', output: 'instance' } },
        ],
      ],
    ]);
  });

  test('shows how to connect to and terminate the instance', () => {
    const text = findingWith(launch(), 'reach-and-end')?.text;

    expect(text).toContain('Session Manager');
    expect(text).toContain('aws ec2 terminate-instances --region us-east-1 --instance-ids');
  });
});

describe('the findings of a launch plan have the expected codes when', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['no special condition applies', {}, []],
    [
      'the instance type cannot be read',
      { launch: { instanceType: denied, subnet: known(SUBNET) } },
      ['unknown instance-type-unknown'],
    ],
    [
      'the subnets cannot be read',
      { launch: { instanceType: known(TYPE), subnet: denied } },
      ['unknown subnet-unknown'],
    ],
    [
      'neither the instance type nor the subnets can be read',
      { launch: { instanceType: denied, subnet: denied } },
      ['unknown instance-type-unknown', 'unknown subnet-unknown'],
    ],
    [
      'a paravirtual AMI runs on an old instance type',
      { image: image({ virtualizationType: 'paravirtual', enaSupport: false }), ...site(OLD) },
      ['warning paravirtual'],
    ],
    [
      'the AMI supports both boot modes and the instance type only one',
      { image: image({ bootMode: 'uefi-preferred', enaSupport: false }), ...site(OLD) },
      [],
    ],
    [
      'the AMI is deprecated',
      { image: image({ deprecatedAt: '2026-11-01T00:00:00.000Z' }) },
      ['warning image-deprecated'],
    ],
    [
      'the AMI will be deprecated',
      { image: image({ deprecatedAt: '2027-11-01T00:00:00.000Z' }) },
      ['warning deprecation-ahead'],
    ],
    [
      'it requires a subscription',
      { image: image({ productCodes: [{ id: 'abc', type: 'marketplace' }] }) },
      ['warning product-codes'],
    ],
    ['an unlisted account owns it', { image: image({ ownerId: UNLISTED_ACCOUNT }) }, ['warning untrusted-owner']],
    [
      'Allowed AMIs of the account does not permit it',
      { image: image({ ownerId: PROD, allowed: false }) },
      ['warning not-allowed'],
    ],
    ['Amazon owns it', { image: image({ ownerId: UNLISTED_ACCOUNT, ownerAlias: 'amazon' }) }, []],
  ])('%s', (_, overrides, codes) => {
    expect(findingCodes(launch(overrides))).toEqual([...codes, ...ORDINARY]);
  });

  test('another account owns an encrypted AMI', () => {
    const parts = {
      image: image({ ownerId: PROD }),
      snapshots: encryptedUnder(CUSTOMER_KEY),
      keys: { [CUSTOMER_KEY]: denied },
    };

    expect(findingCodes(launch(parts))).toEqual(['info reencrypted-at-launch', ...ORDINARY]);
  });

  test('the owner launches an encrypted AMI', () => {
    expect(findingCodes(launch({ snapshots: encryptedUnder(AWS_KEY), keys: { [AWS_KEY]: key(AWS_KEY) } }))).toEqual(
      ORDINARY,
    );
  });
});

describe('a launch is refused when', () => {
  test.each<[string, Partial<Facts>, string]>([
    ['the Region does not have the instance type', site(null), 'no-such-instance-type'],
    ['the architecture differs', { image: image({ architecture: 'arm64' }) }, 'architecture-mismatch'],
    [
      'a paravirtual AMI does not run on a current instance type',
      { image: image({ virtualizationType: 'paravirtual' }) },
      'virtualization-mismatch',
    ],
    [
      'the instance type does not support the boot mode',
      { image: image({ bootMode: 'uefi', enaSupport: false }), ...site(OLD) },
      'boot-mode-mismatch',
    ],
    ['the instance type requires ENA', { image: image({ enaSupport: false }) }, 'ena-required'],
    [
      'the instance type supports only EBS root devices',
      { image: image({ rootDeviceType: 'instance-store' }) },
      'root-device-mismatch',
    ],
    ['there is no default subnet', site({}, null), 'no-default-subnet'],
    [
      'its key is disabled',
      { snapshots: encryptedUnder(CUSTOMER_KEY), keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { enabled: false }) } },
      'key-disabled',
    ],
    ['it is disabled', { image: image({ state: 'disabled' }) }, 'image-disabled'],
    ['it is pending', { image: image({ state: 'pending' }) }, 'image-pending'],
    ['its creation failed', { image: image({ state: 'failed' }) }, 'image-failed'],
    ['it is deregistered', { image: image({ state: 'deregistered' }) }, 'image-not-available'],
  ])('%s', (_, overrides, code) => {
    const planned = launch(overrides);

    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned)).toContain(`refusal ${code}`);
  });

  test('the named subnet does not exist', () => {
    expect(findingCodes(launch(site({}, null), SUBNET))).toEqual(['refusal no-such-subnet']);
  });

  test('a paravirtual AMI does not run on the type, with the suitable types', () => {
    const planned = launch({ image: image({ virtualizationType: 'paravirtual' }) });

    expect(findingWith(planned, 'virtualization-mismatch')?.fix).toMatch(
      /C1, C3, M1, M2, M3 and T1 alone, and are Linux only/,
    );
  });
});
