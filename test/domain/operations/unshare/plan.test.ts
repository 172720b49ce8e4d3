import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import { forward, expectPlan, undoCalls } from '../codes.js';
import { ORGANIZATION, OWNER, PARTNER, PROD } from '../directory.js';
import { AMI, BOOT, DATA, denied, sharedWith } from '../facts-builder.js';
import { instance, organization, prod, unshare, unused } from './plan-setup.js';

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
