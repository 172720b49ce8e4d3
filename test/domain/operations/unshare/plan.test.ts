import { describe, expect, test } from '@jest/globals';
import type { Facts, ImageReference } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import type { UnshareInput } from '../../../../src/domain/operations/unshare/input.js';
import { plan } from '../../../../src/domain/operations/unshare/plan.js';
import { findingCodes, findingWith, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, ORGANIZATION, OWNER, PARTNER, PROD } from '../directory.js';
import { account, AMI, BOOT, DATA, denied, facts, image, sharedWith, snapshot } from '../facts-builder.js';

type Targets = UnshareInput['targets'];

const prod = { kind: 'account', id: PROD } as const;
const organization = { kind: 'organization', arn: ORGANIZATION } as const;
const instance: ImageReference = { type: 'ec2:Instance', arn: `arn:aws:ec2:us-east-1:${PROD}:instance/i-0abc` };
const template: ImageReference = {
  type: 'ec2:LaunchTemplate',
  arn: `arn:aws:ec2:us-east-1:${PROD}:launch-template/lt-1`,
};
const unused = { usageElsewhere: { [PROD]: known([]) } };

function unshare(overrides: Partial<Facts>, targets: Targets = [prod]): PlanResult {
  return plan({ ami: AMI, targets }, facts({ ...sharedWith(prod, account(PARTNER)), ...unused, ...overrides }), {
    directory,
  });
}

describe('the calls of an unshare', () => {
  test('only what was asked for is removed, from the AMI and from every snapshot', () => {
    const { steps } = expectPlan(unshare({}));

    expect(forward(steps)).toEqual([
      {
        id: `unshare-${PROD}`,
        title: `No longer let prod (${PROD}) launch ${AMI}`,
        call: {
          name: 'ModifyImageAttribute',
          account: OWNER,
          region: 'us-east-1',
          input: { ImageId: AMI, LaunchPermission: { Remove: [{ UserId: PROD }] } },
        },
        waitFor: { kind: 'launch-permissions', imageId: AMI, present: [], absent: [prod] },
        after: [],
      },
      volumeStep(BOOT),
      volumeStep(DATA),
    ]);
  });

  test('each target has steps of its own, and each step is by itself', () => {
    const { steps, perTarget } = expectPlan(unshare({}, [prod, { kind: 'account', id: PARTNER }]));

    expect(steps.map(({ after }) => after)).toEqual(Array.from({ length: 6 }, () => []));
    expect(perTarget).toEqual({
      phrases: {
        done: 'No longer shared with',
        partly: 'Revoked only in part from',
        failed: 'Still shared with',
      },
      targets: [`prod (${PROD})`, `partner (${PARTNER})`].map((label, index) => ({
        label,
        steps: steps.slice(index * 3, index * 3 + 3).map(({ id }) => id),
      })),
    });
  });

  test('an organization has no permission on snapshots', () => {
    const { steps } = expectPlan(unshare(sharedWith(organization), [organization]));

    expect(steps.map(({ call }) => call)).toEqual([
      {
        name: 'ModifyImageAttribute',
        account: OWNER,
        region: 'us-east-1',
        input: { ImageId: AMI, LaunchPermission: { Remove: [{ OrganizationArn: ORGANIZATION }] } },
      },
    ]);
  });

  test('a snapshot permission that was left behind is removed', () => {
    const planned = unshare({
      launchPermissions: known([]),
      volumePermissions: { [BOOT]: known([prod]), [DATA]: known([]) },
    });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual([`unshare-${PROD}-${BOOT}`]);
  });

  test('where it is not known who has it, everything is removed', () => {
    const planned = unshare({ launchPermissions: denied, volumePermissions: {} });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual([
      `unshare-${PROD}`,
      `unshare-${PROD}-${BOOT}`,
      `unshare-${PROD}-${DATA}`,
    ]);
  });

  test.each<[string, Partial<Facts>, 'yes' | 'no' | 'unknown']>([
    ['they use it', { usageElsewhere: { [PROD]: known([instance]) } }, 'yes'],
    ['they do not', unused, 'no'],
    ['it cannot be seen', { usageElsewhere: { [PROD]: denied } }, 'unknown'],
    ['it was not checked', { usageElsewhere: {} }, 'unknown'],
  ])('the rules are told that %s', (_, overrides, inUse) => {
    expect(expectPlan(unshare(overrides)).policyInput).toEqual({
      targets: [prod],
      tags: {},
      inUse,
      removesAccess: false,
    });
  });
});

describe('what takes an unshare back', () => {
  test('gives it again to whoever had it', () => {
    const { steps } = expectPlan(unshare({ volumePermissions: { [BOOT]: known([]), [DATA]: known([prod]) } }));

    expect(undoCalls(steps)).toEqual([
      [
        `unshare-${PROD}`,
        [
          [
            `Let prod (${PROD}) launch ${AMI} again`,
            { ImageId: AMI, LaunchPermission: { Add: [{ UserId: PROD }] } },
            { kind: 'launch-permissions', imageId: AMI, present: [prod], absent: [] },
          ],
        ],
      ],
      [
        `unshare-${PROD}-${DATA}`,
        [
          [
            `Let prod (${PROD}) copy ${DATA} again`,
            { SnapshotId: DATA, Attribute: 'createVolumePermission', OperationType: 'add', UserIds: [PROD] },
            { kind: 'volume-permissions', snapshotId: DATA, present: [prod], absent: [] },
          ],
        ],
      ],
    ]);
  });

  test('is nothing where it is not known who had it', () => {
    const { steps } = expectPlan(
      unshare({ launchPermissions: denied, volumePermissions: { [BOOT]: denied, [DATA]: denied } }),
    );

    expect(steps.map(({ undo }) => undo)).toEqual([undefined, undefined, undefined]);
  });
});

function volumeStep(snapshotId: string): unknown {
  return {
    id: `unshare-${PROD}-${snapshotId}`,
    title: `No longer let prod (${PROD}) copy ${snapshotId}`,
    call: {
      name: 'ModifySnapshotAttribute',
      account: OWNER,
      region: 'us-east-1',
      input: { SnapshotId: snapshotId, Attribute: 'createVolumePermission', OperationType: 'remove', UserIds: [PROD] },
    },
    waitFor: { kind: 'volume-permissions', snapshotId, present: [], absent: [prod] },
    after: [],
  };
}

describe('what is said of an unshare', () => {
  test.each<[string, Partial<Facts>, Targets, readonly string[]]>([
    ['nothing speaks against it', {}, [prod], []],
    ['they use it', { usageElsewhere: { [PROD]: known([instance, template]) } }, [prod], ['warning target-uses-image']],
    [
      'whether they use it cannot be seen',
      { usageElsewhere: { [PROD]: denied } },
      [prod],
      ['unknown use-elsewhere-unknown'],
    ],
    [
      'whether an organization uses it cannot be seen',
      sharedWith(organization),
      [organization],
      ['unknown use-elsewhere-unknown'],
    ],
    [
      'one of two does not have it',
      sharedWith(prod),
      [prod, { kind: 'account', id: PARTNER }],
      ['unknown use-elsewhere-unknown', 'info partly-not-shared'],
    ],
    ['it is public', { image: image({ public: true }) }, [prod], ['warning still-public']],
    ['an organization keeps it', sharedWith(prod, organization), [prod], ['warning still-shared-through-organization']],
    [
      'the launch permissions cannot be read',
      { launchPermissions: denied },
      [prod],
      ['unknown launch-permissions-unknown'],
    ],
    [
      "a snapshot's permissions cannot be read",
      { volumePermissions: { [BOOT]: known([prod]), [DATA]: denied } },
      [prod],
      ['unknown volume-permissions-unknown'],
    ],
    [
      'a snapshot belongs to somebody else',
      { snapshots: { [BOOT]: snapshot(BOOT), [DATA]: snapshot(DATA, { ownerId: PARTNER }) } },
      [prod],
      ['warning snapshot-of-another-owner'],
    ],
  ])('%s', (_, overrides, targets, codes) => {
    expect(findingCodes(unshare(overrides, targets))).toEqual([...codes, 'info instances-and-copies-stay']);
  });

  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['they do not have it', sharedWith(account(PARTNER)), ['refusal not-shared']],
    [
      'they have it as everybody has',
      { ...sharedWith(), image: image({ public: true }) },
      ['refusal not-shared', 'warning still-public'],
    ],
    [
      'they have it through their organization',
      sharedWith(organization),
      ['refusal not-shared', 'warning still-shared-through-organization'],
    ],
    ['somebody else owns it', { image: image({ ownerId: PROD }) }, ['refusal not-owner']],
  ])('refused, because %s', (_, overrides, codes) => {
    const planned = unshare(overrides);

    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned)).toEqual(expect.arrayContaining([...codes]));
    expect(findingCodes(planned).filter((code) => code.startsWith('refusal'))).toEqual(codes.slice(0, 1));
  });

  test('their use is told in numbers and by name', () => {
    const planned = unshare({ usageElsewhere: { [PROD]: known([instance, template]) } });

    expect(findingWith(planned, 'target-uses-image')?.text).toBe(
      `prod (${PROD}) uses the AMI: 1 instance (i-0abc), 1 launch template (lt-1). New launches there will fail.`,
    );
  });

  test('who has it instead is told', () => {
    expect(findingWith(unshare(sharedWith(account(PARTNER))), 'not-shared')?.fix).toBe(
      `It is shared with partner (${PARTNER}).`,
    );
  });
});
