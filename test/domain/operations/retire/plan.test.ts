import { describe, expect, test } from '@jest/globals';
import type { Facts, ImageReference } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import { plan } from '../../../../src/domain/operations/retire/plan.js';
import { findingCodes, findingWith, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, OWNER, PROD } from '../directory.js';
import { account, AMI, denied, facts, image, NOW, sharedWith } from '../facts-builder.js';

const DAY_MS = 86_400_000;
const instance: ImageReference = { type: 'ec2:Instance', arn: `arn:aws:ec2:us-east-1:${OWNER}:instance/i-0abc` };
const LABEL = `${AMI} (golden-base, us-east-1)`;

function retire(overrides: Partial<Facts> = {}, snapshots = false): PlanResult {
  return plan({ ami: AMI, durationMs: 30 * DAY_MS, snapshots }, facts(overrides), { directory });
}

function ids(planned: PlanResult): readonly unknown[] {
  return expectPlan(planned).steps.map(({ id, after, delayMs }) => [id, after, delayMs]);
}

const place = { account: OWNER, region: 'us-east-1' };
const soon = { fromNowMs: 60_000 };

describe('the retire plan', () => {
  test('deprecates at once, disables halfway, and deregisters at the end', () => {
    expect(forward(expectPlan(retire()).steps)).toEqual([
      {
        id: 'deprecate',
        title: `Deprecate ${LABEL} now`,
        call: { name: 'EnableImageDeprecation', ...place, input: { ImageId: AMI, DeprecateAt: soon } },
        waitFor: { kind: 'deprecated-by', imageId: AMI, by: soon },
        after: [],
      },
      {
        id: 'disable',
        title: `Disable ${LABEL}`,
        call: { name: 'DisableImage', ...place, input: { ImageId: AMI } },
        waitFor: { kind: 'image-state', imageId: AMI, state: 'disabled' },
        after: ['deprecate'],
        delayMs: 15 * DAY_MS,
      },
      {
        id: 'deregister',
        title: `Deregister ${LABEL}`,
        call: { name: 'DeregisterImage', ...place, input: { ImageId: AMI } },
        waitFor: { kind: 'image-gone', imageId: AMI },
        after: ['disable'],
        delayMs: 15 * DAY_MS,
      },
    ]);
    expect(expectPlan(retire()).title).toBe(`Retire ${LABEL} over 30 days`);
  });

  test('has the same steps at any time of planning', () => {
    expect(expectPlan(retire({ observedAt: '2026-12-24T09:00:00.000Z' })).steps).toEqual(expectPlan(retire()).steps);
  });

  test('deletes the snapshots at the end when requested', () => {
    expect(expectPlan(retire({}, true)).steps.at(-1)?.call.input).toEqual({
      ImageId: AMI,
      DeleteAssociatedSnapshots: true,
    });
  });

  test.each<[string, Partial<Facts>, readonly unknown[]]>([
    [
      'deprecated',
      { image: image({ deprecatedAt: '2026-01-01T00:00:00.000Z' }) },
      [
        ['disable', [], 15 * DAY_MS],
        ['deregister', ['disable'], 15 * DAY_MS],
      ],
    ],
    [
      'deprecated a moment ago',
      { image: image({ deprecatedAt: '2026-11-24T09:01:00.000Z' }) },
      [
        ['disable', [], 15 * DAY_MS],
        ['deregister', ['disable'], 15 * DAY_MS],
      ],
    ],
    [
      'deprecated and disabled',
      { image: image({ deprecatedAt: NOW, state: 'disabled' }) },
      [['deregister', [], 15 * DAY_MS]],
    ],
  ])('omits the stages that are already done: %s', (_, overrides, expected) => {
    expect(ids(retire(overrides))).toEqual(expected);
  });

  test('restores the AMI, the previous date and the sharing on Undo', () => {
    const date = '2027-06-01T00:00:00.000Z';
    const parts = { image: image({ deprecatedAt: date }), ...sharedWith(account(PROD)) };

    expect(undoCalls(expectPlan(retire(parts)).steps)).toEqual([
      [
        'deprecate',
        [[`Deprecate ${AMI} on 2027-06-01 again`, expect.objectContaining({ DeprecateAt: date }), expect.anything()]],
      ],
      [
        'disable',
        [
          [`Enable ${AMI} again`, { ImageId: AMI }, expect.anything()],
          [
            `Share ${AMI} again with its former accounts`,
            { ImageId: AMI, LaunchPermission: { Add: [{ UserId: PROD }] } },
            expect.anything(),
          ],
        ],
      ],
      ['deregister', [[`Restore ${AMI} from the Recycle Bin`, { ImageId: AMI }, expect.anything()]]],
    ]);
  });

  test('cannot undo the last stage when the Recycle Bin retains nothing', () => {
    const steps = expectPlan(retire({ recycleBin: known({ imageDays: null, snapshotDays: null }) })).steps;

    expect(steps.map(({ undo }) => undo === undefined)).toEqual([false, false, true]);
  });

  test.each<[string, Partial<Facts>, 'yes' | 'no' | 'unknown']>([
    ['nothing uses it', {}, 'no'],
    ['another account uses it', { usageElsewhere: { [PROD]: known([instance]) } }, 'yes'],
    ['its usage cannot be read', { references: denied }, 'unknown'],
  ])('passes to the policy rules that access is removed and that %s', (_, overrides, inUse) => {
    expect(expectPlan(retire(overrides)).policyInput).toEqual({ targets: [], tags: {}, inUse, removesAccess: true });
  });

  test('shows usage first in the evidence', () => {
    expect(expectPlan(retire({ references: known([instance]) })).evidence[0]).toEqual({
      label: 'In use',
      value: `1 instance in images (${OWNER})`,
    });
  });
});

const NOTES = ['info recycle-bin-keeps-it', 'info instances-and-copies-stay', 'info use-not-covered'];
const ALWAYS = ['warning snapshots-stay', ...NOTES, 'info stop-at-any-time'];

describe('the findings of a retire plan', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['no special condition applies', {}, ALWAYS],
    ['it is in use', { references: known([instance]) }, ['warning in-use', ...ALWAYS]],
    ['its usage in the owner account cannot be read', { references: denied }, ['unknown use-unknown', ...ALWAYS]],
    [
      'it is shared',
      sharedWith(account(PROD)),
      ['warning image-shared', 'warning snapshots-stay', ...NOTES, 'info sharing-recorded', 'info stop-at-any-time'],
    ],
    [
      'it is deprecated already',
      { image: image({ deprecatedAt: NOW }) },
      ['warning snapshots-stay', ...NOTES, 'info deprecated-before', 'info stop-at-any-time'],
    ],
    [
      'it is disabled already',
      { image: image({ state: 'disabled' }) },
      ['warning snapshots-stay', ...NOTES, 'info begins-half-way', 'info stop-at-any-time'],
    ],
    [
      'no rule of the Recycle Bin covers it',
      { recycleBin: known({ imageDays: null, snapshotDays: null }) },
      ['warning deregistration-is-final', ...ALWAYS.filter((code) => !code.endsWith('keeps-it'))],
    ],
  ])('have the expected codes when %s', (_, overrides, codes) => {
    expect(findingCodes(retire(overrides))).toEqual(codes);
  });

  test('name the accounts that lose access when the AMI is disabled', () => {
    expect(findingWith(retire(sharedWith(account(PROD))), 'sharing-recorded')?.text).toBe(
      `Disabling half way revokes it from prod (${PROD}). Who it is shared with then is recorded, and Undo shares it again.`,
    );
  });

  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['another account owns it', { image: image({ ownerId: PROD }) }, ['refusal not-owner']],
    ['it is still pending', { image: image({ state: 'pending' }) }, ['refusal image-pending']],
    ['its creation failed', { image: image({ state: 'failed' }) }, ['refusal image-failed']],
    [
      'it is protected',
      { image: image({ deregistrationProtection: 'enabled-without-cooldown' }) },
      ['refusal image-protected'],
    ],
    ['AWS Backup manages it', { image: image({ name: 'AwsBackup_i-1' }) }, ['refusal managed-by-aws-backup']],
  ])('refuse the plan because %s', (_, overrides, codes) => {
    expect(findingCodes(retire(overrides)).filter((code) => code.startsWith('refusal'))).toEqual(codes);
  });
});
