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

describe('the calls of a share', () => {
  test('an account may launch the AMI and make volumes from every snapshot', () => {
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

  test('each target has steps of its own, which wait for nobody else', () => {
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

  test('is told as one where there is something to do for one target only', () => {
    const one = share(sharedWith(prod), [prod, account(PARTNER) as Targets[number]]);

    expect(expectPlan(one).steps[0]?.id).toBe(`share-${PARTNER}`);
    expect(expectPlan(one)).not.toHaveProperty('perTarget');
  });

  test('organizations and OUs get the launch permission alone', () => {
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

  test('what is there is not added again', () => {
    const planned = share({
      launchPermissions: known([prod]),
      volumePermissions: { [BOOT]: known([prod]), [DATA]: known([]) },
    });

    expect(expectPlan(planned).steps.map(({ id, after }) => [id, after])).toEqual([[`share-${PROD}-${DATA}`, []]]);
  });

  test('where it is not known who has it, everything is added', () => {
    const planned = share({ launchPermissions: denied, volumePermissions: { [BOOT]: denied, [DATA]: denied } });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual([
      `share-${PROD}`,
      `share-${PROD}-${BOOT}`,
      `share-${PROD}-${DATA}`,
    ]);
  });

  test('a snapshot of another owner is left as it is', () => {
    const planned = share({ snapshots: { [BOOT]: snapshot(BOOT), [DATA]: snapshot(DATA, { ownerId: PARTNER }) } });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual([`share-${PROD}`, `share-${PROD}-${BOOT}`]);
  });

  test('the title, the scope and the evidence say whom, where, and what is known', () => {
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

describe('what takes a share back', () => {
  const removed = { present: [], absent: [prod] };

  test('is the opposite of each call', () => {
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

  test('takes nothing from whoever had it before', () => {
    const { steps } = expectPlan(share(sharedWith(prod), [prod, organization]));

    expect(steps.flatMap(({ undo = [] }) => undo.map(({ call }) => call.input))).toEqual([
      { ImageId: AMI, LaunchPermission: { Remove: [{ OrganizationArn: ORGANIZATION }] } },
    ]);
  });

  test('is nothing where it is not known who had it before', () => {
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

describe('what is said of a share', () => {
  const customer = { snapshots: encryptedUnder(CUSTOMER_KEY) };
  const many = Array.from({ length: 1_000 }, (_, index) => account(String(index).padStart(12, '0')));

  test.each<[string, Partial<Facts>, Targets, readonly string[]]>([
    ['nothing speaks against it', {}, [prod], []],
    [
      'the account is not in the directory',
      {},
      [{ kind: 'account', id: UNLISTED_ACCOUNT }],
      ['warning unknown-account'],
    ],
    ['it goes to an organization', {}, [organization], ['warning snapshots-not-for-organizations']],
    [
      'the account allows itself AMIs of others',
      allowing([{ providers: ['amazon', PARTNER], hasOtherConditions: false }]),
      [prod],
      ['warning outside-allowed-amis'],
    ],
    ['the account allows itself no AMIs but its own', allowing([]), [prod], ['warning outside-allowed-amis']],
    [
      'the account allows itself those of the owner',
      allowing([
        { providers: ['amazon'], hasOtherConditions: false },
        { providers: [OWNER], hasOtherConditions: false },
      ]),
      [prod],
      [],
    ],
    [
      'the account asks for more than the owner',
      allowing([{ providers: [], hasOtherConditions: true }]),
      [prod],
      ['unknown allowed-amis-unknown'],
    ],
    ['the account only marks what is not allowed', allowing([], 'audit-mode'), [prod], []],
    [
      'what the account allows itself cannot be read',
      { allowedImages: { [PROD]: denied } },
      [prod],
      ['unknown allowed-amis-unknown'],
    ],
    [
      'there is no role to read what the account allows itself',
      { allowedImages: {} },
      [account(PARTNER) as Targets[number]],
      [],
    ],
    ['it goes to an OU', {}, [prod, ou], ['warning snapshots-not-for-organizations']],
    ['another has it', sharedWith(account(PARTNER)), [prod], []],
    ['one of two has it', sharedWith(prod), [prod, account(PARTNER) as Targets[number]], ['info partly-shared']],
    ['it is public', { image: image({ public: true }) }, [prod], ['warning already-public']],
    ['everybody may launch it', { launchPermissions: known([{ kind: 'public' }]) }, [prod], ['warning already-public']],
    [
      'it is shared with nearly as many as can be',
      { launchPermissions: known(many.slice(0, 950)) },
      [prod],
      ['warning near-sharing-quota'],
    ],
    ['it is shared with as many as can be', { launchPermissions: known(many) }, [prod], ['warning over-sharing-quota']],
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
      'a snapshot belongs to somebody else',
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
      'who may use the key cannot be read',
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
  ])('%s', (_, overrides, targets, codes) => {
    expect(findingCodes(share(overrides, targets))).toEqual([...codes, ...ALWAYS]);
  });

  test.each<[string, Partial<Facts>, Targets, readonly string[]]>([
    ['the target owns it', {}, [account(OWNER) as Targets[number]], ['refusal target-is-owner']],
    ['they have it all', sharedWith(prod), [prod], ['refusal already-shared']],
    [
      'the organization has it',
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
    ['it is being made', { image: image({ state: 'pending' }) }, [prod], ['refusal image-pending']],
    ['it failed', { image: image({ state: 'failed', stateReason: 'no space' }) }, [prod], ['refusal image-failed']],
    ['it is deregistered', { image: image({ state: 'deregistered' }) }, [prod], ['refusal image-not-available']],
    ['another account of the directory owns it', { image: image({ ownerId: PROD }) }, [prod], ['refusal not-owner']],
    [
      'a stranger owns it',
      { image: image({ ownerId: UNLISTED_ACCOUNT }) },
      [prod],
      ['refusal not-owner', 'warning untrusted-owner'],
    ],
    [
      'Allowed AMIs does not let it be used',
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
  ])('refused, because %s', (_, overrides, targets, codes) => {
    const planned = share(overrides, targets);

    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned)).toEqual(codes);
  });

  test('the way out of a key that AWS manages is a copy under another', () => {
    const planned = share({ snapshots: encryptedUnder(AWS_KEY), keys: { [AWS_KEY]: key(AWS_KEY) } });

    expect(findingWith(planned, 'snapshot-under-aws-managed-key')?.fix).toContain(
      `/ami copy ${AMI} to us-east-1 as <name> encrypted with <key>`,
    );
  });

  test('more than one record holds is refused', () => {
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

  test('how to allow a key names the account and the actions', () => {
    const planned = share({ snapshots: encryptedUnder(CUSTOMER_KEY), keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } });
    const { fix, subject } = findingWith(planned, 'key-not-allowed') ?? {};

    expect(fix).toContain(`arn:aws:iam::${PROD}:root`);
    expect(fix).toMatch(/kms:DescribeKey.*kms:CreateGrant.*kms:GenerateDataKey\*.*kms:ReEncrypt\*.*kms:Decrypt/);
    expect(subject).toBe(`${CUSTOMER_KEY} ${PROD}`);
  });

  test('who has no role for the owner learns that a role is missing', () => {
    const planned = share({ image: image({ ownerId: PARTNER }) });

    expect(findingWith(planned, 'not-owner')?.fix).toContain('role_arn');
  });

  test('the tags that others will see are named', () => {
    const planned = share({ image: image({ tags: { 'ec2:SharedTag/Team': 'a', Tier: 'base' } }) });

    expect(findingWith(planned, 'tags-not-shared')?.text).toBe(
      'Its tags are not visible to others, except ec2:SharedTag/Team.',
    );
  });

  test('what is not known says which permission is missing', () => {
    expect(findingWith(share({ launchPermissions: denied }), 'launch-permissions-unknown')?.text).toContain(
      'missing permission: ec2:Something',
    );
  });
});
