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

describe('the unshare plan', () => {
  test('removes only the requested target from the AMI and every snapshot', () => {
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

  test('has separate steps for each target without dependencies between steps', () => {
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

  test('removes no snapshot permissions for an organization', () => {
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

  test('removes a leftover snapshot permission', () => {
    const planned = unshare({
      launchPermissions: known([]),
      volumePermissions: { [BOOT]: known([prod]), [DATA]: known([]) },
    });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual([`unshare-${PROD}-${BOOT}`]);
  });

  test('removes every permission when the current permissions cannot be read', () => {
    const planned = unshare({ launchPermissions: denied, volumePermissions: {} });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual([
      `unshare-${PROD}`,
      `unshare-${PROD}-${BOOT}`,
      `unshare-${PROD}-${DATA}`,
    ]);
  });

  test.each<[string, Partial<Facts>, 'yes' | 'no' | 'unknown']>([
    ['the target uses it', { usageElsewhere: { [PROD]: known([instance]) } }, 'yes'],
    ['the target does not use it', unused, 'no'],
    ['usage cannot be read', { usageElsewhere: { [PROD]: denied } }, 'unknown'],
    ['usage was not checked', { usageElsewhere: {} }, 'unknown'],
  ])('passes to the policy rules that %s', (_, overrides, inUse) => {
    expect(expectPlan(unshare(overrides)).policyInput).toEqual({
      targets: [prod],
      tags: {},
      inUse,
      removesAccess: false,
    });
  });
});

describe('the undo of an unshare plan', () => {
  test('adds again the permissions that existed before', () => {
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

  test('is undefined when the earlier permissions are unknown', () => {
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

describe('the findings of an unshare plan', () => {
  test.each<[string, Partial<Facts>, Targets, readonly string[]]>([
    ['no special condition applies', {}, [prod], []],
    [
      'the target uses it',
      { usageElsewhere: { [PROD]: known([instance, template]) } },
      [prod],
      ['warning target-uses-image'],
    ],
    [
      'usage by the target cannot be read',
      { usageElsewhere: { [PROD]: denied } },
      [prod],
      ['unknown use-elsewhere-unknown'],
    ],
    [
      'usage by an organization cannot be read',
      sharedWith(organization),
      [organization],
      ['unknown use-elsewhere-unknown'],
    ],
    [
      'it is not shared with one of two targets',
      sharedWith(prod),
      [prod, { kind: 'account', id: PARTNER }],
      ['unknown use-elsewhere-unknown', 'info partly-not-shared'],
    ],
    ['it is public', { image: image({ public: true }) }, [prod], ['warning still-public']],
    [
      'it stays shared through an organization',
      sharedWith(prod, organization),
      [prod],
      ['warning still-shared-through-organization'],
    ],
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
      'another account owns a snapshot',
      { snapshots: { [BOOT]: snapshot(BOOT), [DATA]: snapshot(DATA, { ownerId: PARTNER }) } },
      [prod],
      ['warning snapshot-of-another-owner'],
    ],
  ])('have the expected codes when %s', (_, overrides, targets, codes) => {
    expect(findingCodes(unshare(overrides, targets))).toEqual([...codes, 'info instances-and-copies-stay']);
  });

  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['it is not shared with the target', sharedWith(account(PARTNER)), ['refusal not-shared']],
    [
      'the target has access only because the AMI is public',
      { ...sharedWith(), image: image({ public: true }) },
      ['refusal not-shared', 'warning still-public'],
    ],
    [
      'the target has access through its organization',
      sharedWith(organization),
      ['refusal not-shared', 'warning still-shared-through-organization'],
    ],
    ['another account owns it', { image: image({ ownerId: PROD }) }, ['refusal not-owner']],
  ])('refuse the plan because %s', (_, overrides, codes) => {
    const planned = unshare(overrides);

    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned)).toEqual(expect.arrayContaining([...codes]));
    expect(findingCodes(planned).filter((code) => code.startsWith('refusal'))).toEqual(codes.slice(0, 1));
  });

  test('list the resources of the target that use the AMI', () => {
    const planned = unshare({ usageElsewhere: { [PROD]: known([instance, template]) } });

    expect(findingWith(planned, 'target-uses-image')?.text).toBe(
      `prod (${PROD}) uses the AMI: 1 instance (i-0abc), 1 launch template (lt-1). New launches there will fail.`,
    );
  });

  test('name the accounts with which the AMI is shared', () => {
    expect(findingWith(unshare(sharedWith(account(PARTNER))), 'not-shared')?.fix).toBe(
      `It is shared with partner (${PARTNER}).`,
    );
  });
});
