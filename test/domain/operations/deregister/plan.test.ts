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

describe('the deregister plan', () => {
  test('makes one call and waits until the AMI no longer exists', () => {
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

  test('lets EC2 delete the snapshots when requested', () => {
    const { steps, title } = expectPlan(deregister({}, true));

    expect(steps.map(({ call }) => call.input)).toEqual([{ ImageId: AMI, DeleteAssociatedSnapshots: true }]);
    expect(title).toBe(`Deregister ${AMI} (golden-base, us-east-1) and delete its snapshots`);
  });

  test('restores the snapshots, then the AMI from the Recycle Bin on Undo', () => {
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
    ['no rule retains the AMI', known({ imageDays: null, snapshotDays: null }), false],
    ['the rules cannot be read', denied, false],
    ['a rule retains the AMI but not its snapshots', known({ imageDays: 30, snapshotDays: null }), true],
  ])('has no undo when %s', (_, recycleBin = denied, snapshots) => {
    expect(undoCalls(expectPlan(deregister({ recycleBin }, snapshots)).steps)).toEqual([['deregister', undefined]]);
  });

  test.each<[string, Partial<Facts>, 'yes' | 'no' | 'unknown']>([
    ['nothing uses it', {}, 'no'],
    ['the owner account uses it', { references: known([instance]) }, 'yes'],
    ['another account uses it', { usageElsewhere: { [PROD]: known([instance]) } }, 'yes'],
    ['usage in the owner account cannot be read', { references: denied }, 'unknown'],
    ['usage in other accounts cannot be read', { usageElsewhere: { [PROD]: denied } }, 'unknown'],
    [
      'one use is known and other usage cannot be read',
      { references: denied, usageElsewhere: { [PROD]: known([instance]) } },
      'yes',
    ],
  ])('passes to the policy rules that %s', (_, overrides, inUse) => {
    expect(expectPlan(deregister(overrides)).policyInput).toEqual({
      targets: [],
      tags: {},
      inUse,
      removesAccess: true,
    });
  });

  test('treats usage that was never read as unknown', () => {
    const { observedAt, image: only } = facts();
    const planned = plan({ ami: AMI, snapshots: false }, { observedAt, image: only }, { directory });

    expect(expectPlan(planned).policyInput.inUse).toBe('unknown');
  });

  test('shows usage, sharing, last launch, age, cost and retention in the evidence', () => {
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

  test('estimates cost from the storage tier and the written data', () => {
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

describe('the findings of a deregister plan', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['no special condition applies', {}, ORDINARY],
    ['it is in use', { references: known([instance]) }, ['warning in-use', ...ORDINARY]],
    [
      'it is in use in another account',
      { usageElsewhere: { [PROD]: known([instance]) } },
      ['warning in-use-elsewhere', ...ORDINARY],
    ],
    ['its usage in the owner account cannot be read', { references: denied }, ['unknown use-unknown', ...ORDINARY]],
    [
      'its usage in other accounts cannot be read',
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
      'its launch permissions cannot be read',
      { launchPermissions: denied },
      ['unknown launch-permissions-unknown', ...ORDINARY],
    ],
    [
      'no Recycle Bin rule retains it',
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
      'its creation failed',
      { image: image({ state: 'failed', stateReason: 'no space' }) },
      ['warning snapshots-stay', 'info image-failed', 'info recycle-bin-keeps-it', ...ALWAYS],
    ],
    ['it is still pending', { image: image({ state: 'pending' }) }, ['warning still-being-made', ...ORDINARY]],
    ['it is disabled', { image: image({ state: 'disabled' }) }, ORDINARY],
  ])('have the expected codes when %s', (_, overrides, codes) => {
    expect(findingCodes(deregister(overrides))).toEqual(codes);
  });

  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['the snapshots are deleted', {}, ['info recycle-bin-keeps-it', 'info snapshots-deleted']],
    [
      'one snapshot is archived',
      { snapshots: { [BOOT]: snapshot(BOOT, { storageTier: 'archive' }), [DATA]: snapshot(DATA) } },
      ['warning archived-snapshots', 'info recycle-bin-keeps-it', 'info snapshots-deleted'],
    ],
    [
      'the Recycle Bin does not retain the snapshots',
      { recycleBin: known({ imageDays: 30, snapshotDays: null }) },
      ['warning snapshots-not-kept', 'info recycle-bin-keeps-it', 'info snapshots-deleted'],
    ],
    [
      'the Recycle Bin retains the snapshots for less time than the AMI',
      { recycleBin: known({ imageDays: 30, snapshotDays: 7 }) },
      ['warning snapshots-not-kept', 'info recycle-bin-keeps-it', 'info snapshots-deleted'],
    ],
  ])('have the expected codes with snapshots when %s', (_, overrides, codes) => {
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
      'its protection is in the cooldown',
      { image: image({ deregistrationProtection: 'disabled-in-cooldown' }) },
      'image-protection-cooling-down',
    ],
    [
      'its tag shows that AWS Backup manages it',
      { image: image({ tags: { 'aws:backup:source-resource': 'i-1' } }) },
      'managed-by-aws-backup',
    ],
    [
      'its name shows that AWS Backup manages it',
      { image: image({ name: 'AwsBackup_i-1_abc' }) },
      'managed-by-aws-backup',
    ],
    [
      'its owner shows that AWS Backup manages it',
      { image: image({ ownerAlias: 'aws-backup-vault' }) },
      'managed-by-aws-backup',
    ],
    ['another account owns it', { image: image({ ownerId: PROD }) }, 'not-owner'],
    ['it is already deregistered', { image: image({ state: 'deregistered' }) }, 'already-deregistered'],
  ])('refuse the plan because %s', (_, overrides, code) => {
    const planned = deregister(overrides);

    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned).filter((each) => each.startsWith('refusal'))).toEqual([`refusal ${code}`]);
  });

  test('say when to try again after a cooldown', () => {
    const planned = deregister({ image: image({ deregistrationProtection: 'enabled-with-cooldown' }) });

    expect(findingWith(planned, 'image-protected-with-cooldown')?.fix).toContain('24 hours later');
  });
});
