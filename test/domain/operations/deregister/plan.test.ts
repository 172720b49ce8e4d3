import { describe, expect, test } from '@jest/globals';
import type { Facts, ImageReference } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import { plan } from '../../../../src/domain/operations/deregister/plan.js';
import { findingCodes, findingWith, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, ORGANIZATION, OWNER, PROD } from '../directory.js';
import { account, AMI, BOOT, DATA, denied, facts, image, sharedWith, snapshot } from '../facts-builder.js';

const instance: ImageReference = { type: 'ec2:Instance', arn: `arn:aws:ec2:us-east-1:${OWNER}:instance/i-0abc` };
const template: ImageReference = {
  type: 'ec2:LaunchTemplate',
  arn: `arn:aws:ec2:us-east-1:${OWNER}:launch-template/lt-1`,
};

function deregister(overrides: Partial<Facts>, snapshots = false): PlanResult {
  return plan({ ami: AMI, snapshots }, facts(overrides), { directory });
}

const ALWAYS = ['info instances-and-copies-stay', 'info use-not-covered'];
const ORDINARY = ['warning snapshots-stay', 'info recycle-bin-keeps-it', ...ALWAYS];

describe('the call of a deregistration', () => {
  test('is one, and done when the AMI is gone', () => {
    expect(forward(expectPlan(deregister({})).steps)).toEqual([
      {
        id: 'deregister',
        title: `Deregister ${AMI} (golden-base, us-east-1)`,
        call: { name: 'DeregisterImage', account: OWNER, region: 'us-east-1', input: { ImageId: AMI } },
        waitFor: { kind: 'image-gone', imageId: AMI },
        after: [],
      },
    ]);
  });

  test('with snapshots, EC2 deletes them too', () => {
    const { steps, title } = expectPlan(deregister({}, true));

    expect(steps.map(({ call }) => call.input)).toEqual([{ ImageId: AMI, DeleteAssociatedSnapshots: true }]);
    expect(title).toBe(`Deregister ${AMI} (golden-base, us-east-1) and delete its snapshots`);
  });

  test('is taken back by restoring from the Recycle Bin what it would keep, the snapshots first', () => {
    const image = [
      'Restore ' + AMI + ' from the Recycle Bin',
      { ImageId: AMI },
      { kind: 'image-present', imageId: AMI },
    ];
    function restoring(id: string): unknown {
      return [`Restore ${id}`, { SnapshotId: id }, { kind: 'snapshot-completed', snapshotId: id }];
    }

    expect(undoCalls(expectPlan(deregister({})).steps)).toEqual([['deregister', [image]]]);
    expect(undoCalls(expectPlan(deregister({}, true)).steps)).toEqual([
      ['deregister', [restoring(BOOT), restoring(DATA), image]],
    ]);
  });

  test.each<[string, Facts['recycleBin'], boolean]>([
    ['no rule keeps the AMI', known({ imageDays: null, snapshotDays: null }), false],
    ['the rules cannot be read', denied, false],
    ['a rule keeps the AMI, and none its snapshots', known({ imageDays: 30, snapshotDays: null }), true],
  ])('is not taken back where %s', (_, recycleBin = denied, snapshots) => {
    expect(undoCalls(expectPlan(deregister({ recycleBin }, snapshots)).steps)).toEqual([['deregister', undefined]]);
  });

  test.each<[string, Partial<Facts>, 'yes' | 'no' | 'unknown']>([
    ['nothing uses it', {}, 'no'],
    ['something here uses it', { references: known([instance]) }, 'yes'],
    ['something elsewhere uses it', { usageElsewhere: { [PROD]: known([instance]) } }, 'yes'],
    ['use here cannot be seen', { references: denied }, 'unknown'],
    ['use elsewhere cannot be seen', { usageElsewhere: { [PROD]: denied } }, 'unknown'],
    [
      'one use is seen and another cannot be',
      { references: denied, usageElsewhere: { [PROD]: known([instance]) } },
      'yes',
    ],
  ])('the rules are told that %s', (_, overrides, inUse) => {
    expect(expectPlan(deregister(overrides)).policyInput).toEqual({
      targets: [],
      tags: {},
      inUse,
      removesAccess: true,
    });
  });

  test('facts that were never read do not count as "not in use"', () => {
    const { observedAt, image: only } = facts();
    const planned = plan({ ami: AMI, snapshots: false }, { observedAt, image: only }, { directory });

    expect(expectPlan(planned).policyInput.inUse).toBe('unknown');
  });

  test('the evidence begins with its use, and says who has it, when it was launched and what it costs', () => {
    const { evidence } = expectPlan(
      deregister({ references: known([instance, template]), ...sharedWith(account(PROD)) }),
    );

    expect(evidence.slice(0, 6)).toEqual([
      { label: 'In use', value: `1 instance, 1 launch template in images (${OWNER})` },
      { label: 'Shared with', value: `prod (${PROD})` },
      { label: 'Last launched', value: '2026-11-23, 1 day ago' },
      { label: 'Created', value: '2026-11-20, 4 days ago' },
      { label: 'Cost', value: 'up to $1.20 a month for 2 snapshots, 24 GiB (estimate at us-east-1 rates)' },
      { label: 'Recycle Bin', value: 'retained for 30 days' },
    ]);
  });

  test('an archived snapshot costs less, and what was written counts, not the size of the volume', () => {
    const snapshots = {
      [BOOT]: snapshot(BOOT, { storageTier: 'archive' }),
      [DATA]: snapshot(DATA, { fullSizeBytes: 2 * 1024 ** 3 }),
    };

    expect(expectPlan(deregister({ snapshots })).evidence).toContainEqual({
      label: 'Cost',
      value: 'up to $0.20 a month for 2 snapshots, 10 GiB (estimate at us-east-1 rates)',
    });
  });
});

describe('what is said of a deregistration', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['nothing speaks against it', {}, ORDINARY],
    ['it is in use', { references: known([instance]) }, ['warning in-use', ...ORDINARY]],
    [
      'it is in use elsewhere',
      { usageElsewhere: { [PROD]: known([instance]) } },
      ['warning in-use-elsewhere', ...ORDINARY],
    ],
    ['whether it is in use cannot be seen', { references: denied }, ['unknown use-unknown', ...ORDINARY]],
    [
      'whether it is in use elsewhere cannot be seen',
      { usageElsewhere: { [ORGANIZATION]: denied } },
      ['unknown use-elsewhere-unknown', ...ORDINARY],
    ],
    [
      'it is shared',
      sharedWith(account(PROD), { kind: 'organization', arn: ORGANIZATION }),
      ['warning image-shared', ...ORDINARY],
    ],
    ['it is public', { image: image({ public: true }) }, ['warning image-public', ...ORDINARY]],
    [
      'whom it is shared with cannot be read',
      { launchPermissions: denied },
      ['unknown launch-permissions-unknown', ...ORDINARY],
    ],
    [
      'no Recycle Bin keeps it',
      { recycleBin: known({ imageDays: null, snapshotDays: null }) },
      ['warning deregistration-is-final', 'warning snapshots-stay', ...ALWAYS],
    ],
    [
      'the Recycle Bin cannot be read',
      { recycleBin: denied },
      ['unknown recycle-bin-unknown', 'warning snapshots-stay', ...ALWAYS],
    ],
    [
      'a snapshot cannot be read',
      { snapshots: { [BOOT]: snapshot(BOOT), [DATA]: denied } },
      ['unknown snapshot-unknown', ...ORDINARY],
    ],
    ['it has no snapshots', { image: image({ blockDevices: [] }) }, ['info recycle-bin-keeps-it', ...ALWAYS]],
    [
      'it never was finished',
      { image: image({ state: 'failed', stateReason: 'no space' }) },
      ['warning snapshots-stay', 'info image-failed', 'info recycle-bin-keeps-it', ...ALWAYS],
    ],
    ['it is still being made', { image: image({ state: 'pending' }) }, ['warning still-being-made', ...ORDINARY]],
    ['it is disabled', { image: image({ state: 'disabled' }) }, ORDINARY],
  ])('%s', (_, overrides, codes) => {
    expect(findingCodes(deregister(overrides))).toEqual(codes);
  });

  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['they are deleted', {}, ['info recycle-bin-keeps-it', 'info snapshots-deleted']],
    [
      'one is archived',
      { snapshots: { [BOOT]: snapshot(BOOT, { storageTier: 'archive' }), [DATA]: snapshot(DATA) } },
      ['warning archived-snapshots', 'info recycle-bin-keeps-it', 'info snapshots-deleted'],
    ],
    [
      'the Recycle Bin does not keep them',
      { recycleBin: known({ imageDays: 30, snapshotDays: null }) },
      ['warning snapshots-not-kept', 'info recycle-bin-keeps-it', 'info snapshots-deleted'],
    ],
    [
      'the Recycle Bin keeps them for less time',
      { recycleBin: known({ imageDays: 30, snapshotDays: 7 }) },
      ['warning snapshots-not-kept', 'info recycle-bin-keeps-it', 'info snapshots-deleted'],
    ],
  ])('with snapshots: %s', (_, overrides, codes) => {
    expect(findingCodes(deregister(overrides, true))).toEqual([...codes, ...ALWAYS]);
  });

  test.each<[string, Partial<Facts>, string]>([
    ['it is protected', { image: image({ deregistrationProtection: 'enabled-without-cooldown' }) }, 'image-protected'],
    [
      'it is protected with a cooldown',
      { image: image({ deregistrationProtection: 'enabled-with-cooldown' }) },
      'image-protected-with-cooldown',
    ],
    [
      'its protection cools down',
      { image: image({ deregistrationProtection: 'disabled-in-cooldown' }) },
      'image-protection-cooling-down',
    ],
    [
      'AWS Backup keeps it, by its tag',
      { image: image({ tags: { 'aws:backup:source-resource': 'i-1' } }) },
      'managed-by-aws-backup',
    ],
    ['AWS Backup keeps it, by its name', { image: image({ name: 'AwsBackup_i-1_abc' }) }, 'managed-by-aws-backup'],
    [
      'AWS Backup keeps it, by its owner',
      { image: image({ ownerAlias: 'aws-backup-vault' }) },
      'managed-by-aws-backup',
    ],
    ['somebody else owns it', { image: image({ ownerId: PROD }) }, 'not-owner'],
    ['it is deregistered', { image: image({ state: 'deregistered' }) }, 'already-deregistered'],
  ])('refused, because %s', (_, overrides, code) => {
    const planned = deregister(overrides);

    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned).filter((each) => each.startsWith('refusal'))).toEqual([`refusal ${code}`]);
  });

  test('a cooldown says when to ask again', () => {
    const planned = deregister({ image: image({ deregistrationProtection: 'enabled-with-cooldown' }) });

    expect(findingWith(planned, 'image-protected-with-cooldown')?.fix).toContain('24 hours later');
  });
});
