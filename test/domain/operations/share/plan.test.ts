import { describe, expect, test } from '@jest/globals';
import { known } from '../../../../src/domain/model/fact.js';
import { forward, expectPlan, undoCalls } from '../codes.js';
import { ORGANIZATION, OU, OWNER, PARTNER, PROD } from '../directory.js';
import { account, AMI, BOOT, DATA, denied, image, sharedWith, snapshot } from '../facts-builder.js';
import { organization, ou, prod, share, type Targets } from './plan-setup.js';

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
