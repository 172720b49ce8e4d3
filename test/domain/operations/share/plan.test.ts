import { describe, expect, test } from '@jest/globals';
import { known, unknown } from '../../../../src/domain/model/fact.js';
import type { AllowedImages, Facts } from '../../../../src/domain/model/facts.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import type { ShareInput } from '../../../../src/domain/operations/share/input.js';
import { plan } from '../../../../src/domain/operations/share/plan.js';
import { findingCodes, findingWith, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, ORGANIZATION, OU, OWNER, PARTNER, PROD, UNLISTED_ACCOUNT } from '../directory.js';
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
  snapshot,
} from '../facts-builder.js';

type Targets = ShareInput['targets'];

const prod = { kind: 'account', id: PROD } as const;
const organization = { kind: 'organization', arn: ORGANIZATION } as const;
const ou = { kind: 'ou', arn: OU } as const;

function share(overrides: Partial<Facts>, targets: Targets = [prod]): PlanResult {
  return plan({ ami: AMI, targets }, facts(overrides), { directory });
}

function allowing(criteria: AllowedImages['criteria'], state: AllowedImages['state'] = 'enabled'): Partial<Facts> {
  return { allowedImages: { [PROD]: known({ state, criteria }) } };
}

const ALWAYS = ['info sharing-allows-copying', 'info tags-not-shared', 'info region-only'];

describe('the share plan', () => {
  test('lets an account launch the AMI and create volumes from every snapshot', () => {
    const { steps } = expectPlan(share({}));

    expect(forward(steps)).toEqual([
      {
        id: `share-${PROD}`,
        title: `Let prod (${PROD}) launch ${AMI}`,
        call: {
          name: 'ModifyImageAttribute',
          account: OWNER,
          region: 'us-east-1',
          input: { ImageId: AMI, LaunchPermission: { Add: [{ UserId: PROD }] } },
        },
        waitFor: { kind: 'launch-permissions', imageId: AMI, present: [prod], absent: [] },
        after: [],
      },
      volumeStep(BOOT),
      volumeStep(DATA),
    ]);
  });

  test('has separate steps for each target without dependencies between targets', () => {
    const { steps, perTarget } = expectPlan(share({}, [prod, account(PARTNER) as Targets[number]]));

    const ofProd = [`share-${PROD}`, `share-${PROD}-${BOOT}`, `share-${PROD}-${DATA}`];
    const ofPartner = [`share-${PARTNER}`, `share-${PARTNER}-${BOOT}`, `share-${PARTNER}-${DATA}`];
    expect(steps.map(({ id, after }) => [id, ...after])).toEqual([
      [ofProd[0]],
      [ofProd[1], ofProd[0]],
      [ofProd[2], ofProd[0]],
      [ofPartner[0]],
      [ofPartner[1], ofPartner[0]],
      [ofPartner[2], ofPartner[0]],
    ]);
    expect(perTarget).toEqual({
      phrases: { done: 'Shared with', partly: 'Shared only in part with', failed: 'Not shared with' },
      targets: [
        { label: `prod (${PROD})`, steps: ofProd },
        { label: `partner (${PARTNER})`, steps: ofPartner },
      ],
    });
  });

  test('has no parts when only one target needs steps', () => {
    const one = share(sharedWith(prod), [prod, account(PARTNER) as Targets[number]]);

    expect(expectPlan(one).steps[0]?.id).toBe(`share-${PARTNER}`);
    expect(expectPlan(one)).not.toHaveProperty('perTarget');
  });

  test('gives organizations and OUs only the launch permission', () => {
    const { steps, policyInput } = expectPlan(share({}, [organization, ou]));

    expect(steps.map(({ id, call }) => [id, call])).toEqual([
      ['share-o-a1b2c3d4e5', launchCall({ OrganizationArn: ORGANIZATION })],
      ['share-ou-ab12-cdefgh34', launchCall({ OrganizationalUnitArn: OU })],
    ]);
    expect(policyInput.targets).toEqual([
      { kind: 'organization', arn: ORGANIZATION },
      { kind: 'organization', arn: OU },
    ]);
  });

  test('does not add existing permissions again', () => {
    const planned = share({
      launchPermissions: known([prod]),
      volumePermissions: { [BOOT]: known([prod]), [DATA]: known([]) },
    });

    expect(expectPlan(planned).steps.map(({ id, after }) => [id, after])).toEqual([[`share-${PROD}-${DATA}`, []]]);
  });

  test('adds every permission when the current permissions cannot be read', () => {
    const planned = share({ launchPermissions: denied, volumePermissions: { [BOOT]: denied, [DATA]: denied } });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual([
      `share-${PROD}`,
      `share-${PROD}-${BOOT}`,
      `share-${PROD}-${DATA}`,
    ]);
  });

  test('does not change a snapshot of another owner', () => {
    const planned = share({ snapshots: { [BOOT]: snapshot(BOOT), [DATA]: snapshot(DATA, { ownerId: PARTNER }) } });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual([`share-${PROD}`, `share-${PROD}-${BOOT}`]);
  });

  test('shows the target, the Region and the known facts in the plan', () => {
    const {
      title,
      policyInput,
      evidence,
      subject: about,
    } = expectPlan(share({ image: image({ tags: { Tier: 'base' } }) }));

    expect(title).toBe(`Share ${AMI} (golden-base, us-east-1) with prod (${PROD})`);
    expect(about).toEqual({ imageId: AMI, region: 'us-east-1', account: OWNER });
    expect(policyInput).toEqual({ targets: [prod], tags: { Tier: 'base' }, inUse: 'unknown', removesAccess: false });
    expect(evidence[0]).toEqual({ label: 'Shared with', value: 'only its owner' });
    expect(evidence).toContainEqual({ label: 'Last launched', value: '2026-11-23, 1 day ago' });
    expect(evidence).toContainEqual({ label: 'Tags', value: 'Tier=base' });
  });
});

describe('the undo of a share plan', () => {
  const removed = { present: [], absent: [prod] };

  test('reverses each call', () => {
    expect(
      undoCalls(expectPlan(share({ volumePermissions: { [BOOT]: known([]), [DATA]: known([prod]) } })).steps),
    ).toEqual([
      [
        `share-${PROD}`,
        [
          [
            `No longer let prod (${PROD}) launch ${AMI}`,
            { ImageId: AMI, LaunchPermission: { Remove: [{ UserId: PROD }] } },
            { kind: 'launch-permissions', imageId: AMI, ...removed },
          ],
        ],
      ],
      [
        `share-${PROD}-${BOOT}`,
        [
          [
            `No longer let prod (${PROD}) copy ${BOOT}`,
            { SnapshotId: BOOT, Attribute: 'createVolumePermission', OperationType: 'remove', UserIds: [PROD] },
            { kind: 'volume-permissions', snapshotId: BOOT, ...removed },
          ],
        ],
      ],
    ]);
  });

  test('removes no permission that existed before', () => {
    const { steps } = expectPlan(share(sharedWith(prod), [prod, organization]));

    expect(steps.flatMap(({ undo = [] }) => undo.map(({ call }) => call.input))).toEqual([
      { ImageId: AMI, LaunchPermission: { Remove: [{ OrganizationArn: ORGANIZATION }] } },
    ]);
  });

  test('is undefined when the earlier permissions are unknown', () => {
    const { steps } = expectPlan(
      share({ launchPermissions: denied, volumePermissions: { [BOOT]: denied, [DATA]: denied } }),
    );

    expect(steps.map(({ undo }) => undo)).toEqual([undefined, undefined, undefined]);
  });
});

function launchCall(entry: object): unknown {
  return {
    name: 'ModifyImageAttribute',
    account: OWNER,
    region: 'us-east-1',
    input: { ImageId: AMI, LaunchPermission: { Add: [entry] } },
  };
}

function volumeStep(snapshotId: string): unknown {
  return {
    id: `share-${PROD}-${snapshotId}`,
    title: `Let prod (${PROD}) copy ${snapshotId}`,
    call: {
      name: 'ModifySnapshotAttribute',
      account: OWNER,
      region: 'us-east-1',
      input: { SnapshotId: snapshotId, Attribute: 'createVolumePermission', OperationType: 'add', UserIds: [PROD] },
    },
    waitFor: { kind: 'volume-permissions', snapshotId, present: [prod], absent: [] },
    after: [`share-${PROD}`],
  };
}

describe('the findings of a share plan', () => {
  const customer = { snapshots: encryptedUnder(CUSTOMER_KEY) };
  const many = Array.from({ length: 1_000 }, (_, index) => account(String(index).padStart(12, '0')));

  test.each<[string, Partial<Facts>, Targets, readonly string[]]>([
    ['no special condition applies', {}, [prod], []],
    [
      'the account is not in the directory',
      {},
      [{ kind: 'account', id: UNLISTED_ACCOUNT }],
      ['warning unknown-account'],
    ],
    ['the target is an organization', {}, [organization], ['warning snapshots-not-for-organizations']],
    [
      'Allowed AMIs of the account permits only other owners',
      allowing([{ providers: ['amazon', PARTNER], hasOtherConditions: false }]),
      [prod],
      ['warning outside-allowed-amis'],
    ],
    ['Allowed AMIs of the account permits no other owner', allowing([]), [prod], ['warning outside-allowed-amis']],
    [
      'Allowed AMIs of the account permits the owner',
      allowing([
        { providers: ['amazon'], hasOtherConditions: false },
        { providers: [OWNER], hasOtherConditions: false },
      ]),
      [prod],
      [],
    ],
    [
      'Allowed AMIs of the account has criteria other than the owner',
      allowing([{ providers: [], hasOtherConditions: true }]),
      [prod],
      ['unknown allowed-amis-unknown'],
    ],
    ['Allowed AMIs of the account is in audit mode', allowing([], 'audit-mode'), [prod], []],
    [
      'Allowed AMIs of the account cannot be read',
      { allowedImages: { [PROD]: denied } },
      [prod],
      ['unknown allowed-amis-unknown'],
    ],
    ['no role can read Allowed AMIs of the account', { allowedImages: {} }, [account(PARTNER) as Targets[number]], []],
    ['one target is an OU', {}, [prod, ou], ['warning snapshots-not-for-organizations']],
    ['it is shared with another account', sharedWith(account(PARTNER)), [prod], []],
    [
      'it is already shared with one of two targets',
      sharedWith(prod),
      [prod, account(PARTNER) as Targets[number]],
      ['info partly-shared'],
    ],
    ['it is public', { image: image({ public: true }) }, [prod], ['warning already-public']],
    [
      'its launch permissions include public access',
      { launchPermissions: known([{ kind: 'public' }]) },
      [prod],
      ['warning already-public'],
    ],
    [
      'it is near the sharing quota',
      { launchPermissions: known(many.slice(0, 950)) },
      [prod],
      ['warning near-sharing-quota'],
    ],
    ['it has reached the sharing quota', { launchPermissions: known(many) }, [prod], ['warning over-sharing-quota']],
    [
      'the launch permissions cannot be read',
      { launchPermissions: denied },
      [prod],
      ['unknown launch-permissions-unknown'],
    ],
    [
      "a snapshot's permissions cannot be read",
      { volumePermissions: { [BOOT]: denied, [DATA]: known([]) } },
      [prod],
      ['unknown volume-permissions-unknown'],
    ],
    [
      'a snapshot cannot be read',
      { image: image({ blockDevices: [{ device: '/dev/xvda', snapshotId: BOOT }] }), snapshots: { [BOOT]: denied } },
      [prod],
      ['unknown snapshot-unknown'],
    ],
    [
      'another account owns a snapshot',
      { snapshots: { [BOOT]: snapshot(BOOT), [DATA]: snapshot(DATA, { ownerId: PARTNER }) } },
      [prod],
      ['warning snapshot-of-another-owner'],
    ],
    [
      'the account may use the key',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { usableBy: known([PROD]) }) } },
      [prod],
      ['info auto-scaling-needs-grant'],
    ],
    [
      'every account may use the key',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { usableBy: known(['*']) }) } },
      [prod, organization],
      ['warning snapshots-not-for-organizations', 'info auto-scaling-needs-grant'],
    ],
    [
      'the account may not use the key',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } },
      [prod],
      ['warning key-not-allowed', 'info auto-scaling-needs-grant'],
    ],
    [
      'access to the key cannot be determined',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { usableBy: unknown('it has conditions') }) } },
      [prod],
      ['unknown key-access-unknown', 'info auto-scaling-needs-grant'],
    ],
    [
      'an organization needs the key',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } },
      [organization],
      ['warning key-for-organization', 'warning snapshots-not-for-organizations', 'info auto-scaling-needs-grant'],
    ],
    [
      'the key cannot be read',
      { ...customer, keys: { [CUSTOMER_KEY]: denied } },
      [prod],
      ['unknown key-unknown', 'info auto-scaling-needs-grant'],
    ],
    [
      'the snapshot names no key',
      { snapshots: { [BOOT]: snapshot(BOOT, { encrypted: true }), [DATA]: snapshot(DATA) } },
      [prod],
      ['unknown key-unknown', 'info auto-scaling-needs-grant'],
    ],
    [
      'the key is disabled',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { enabled: false, usableBy: known([PROD]) }) } },
      [prod],
      ['warning key-disabled', 'info auto-scaling-needs-grant'],
    ],
    [
      'it has product codes',
      { image: image({ productCodes: [{ id: 'abc', type: 'marketplace' }] }) },
      [prod],
      ['warning product-codes'],
    ],
    [
      'it is backed by instance store',
      { image: image({ rootDeviceType: 'instance-store', blockDevices: [] }) },
      [prod],
      ['warning instance-store'],
    ],
    [
      'it is deprecated',
      { image: image({ deprecatedAt: '2026-11-01T00:00:00.000Z' }) },
      [prod],
      ['warning image-deprecated'],
    ],
    [
      'it will be deprecated',
      { image: image({ deprecatedAt: '2027-11-01T00:00:00.000Z' }) },
      [prod],
      ['warning deprecation-ahead'],
    ],
  ])('have the expected codes when %s', (_, overrides, targets, codes) => {
    expect(findingCodes(share(overrides, targets))).toEqual([...codes, ...ALWAYS]);
  });

  test.each<[string, Partial<Facts>, Targets, readonly string[]]>([
    ['the target owns it', {}, [account(OWNER) as Targets[number]], ['refusal target-is-owner']],
    ['the target already has every permission', sharedWith(prod), [prod], ['refusal already-shared']],
    [
      'it is already shared with the organization',
      sharedWith(organization),
      [organization],
      ['refusal already-shared', 'warning snapshots-not-for-organizations'],
    ],
    [
      'AWS manages its key',
      { snapshots: encryptedUnder(AWS_KEY), keys: { [AWS_KEY]: key(AWS_KEY) } },
      [prod],
      ['refusal snapshot-under-aws-managed-key'],
    ],
    ['it is disabled', { image: image({ state: 'disabled' }) }, [prod], ['refusal image-disabled']],
    ['it is pending', { image: image({ state: 'pending' }) }, [prod], ['refusal image-pending']],
    [
      'its creation failed',
      { image: image({ state: 'failed', stateReason: 'no space' }) },
      [prod],
      ['refusal image-failed'],
    ],
    ['it is deregistered', { image: image({ state: 'deregistered' }) }, [prod], ['refusal image-not-available']],
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
  ])('refuse the plan because %s', (_, overrides, targets, codes) => {
    const planned = share(overrides, targets);

    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned)).toEqual(codes);
  });

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
