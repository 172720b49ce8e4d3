import { describe, expect, test } from '@jest/globals';
import type { Facts, ImageReference } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import { plan } from '../../../../src/domain/operations/deprecate/plan.js';
import { findingCodes, findingWith, expectPlan, undoCalls } from '../codes.js';
import { directory, OWNER, PROD } from '../directory.js';
import { account, AMI, denied, facts, image, sharedWith } from '../facts-builder.js';

const AT = '2027-01-31T00:00:00.000Z';
const LATER = '2028-06-01T00:00:00.000Z';
const EARLIER = '2026-12-24T00:00:00.000Z';
const LONG_AGO = '2026-01-01T00:00:00.000Z';
const instance: ImageReference = { type: 'ec2:Instance', arn: `arn:aws:ec2:us-east-1:${OWNER}:instance/i-0abc` };

function deprecate(overrides: Partial<Facts>, at = AT): PlanResult {
  return plan({ ami: AMI, at }, facts(overrides), { directory });
}

const ALWAYS = ['info deprecation-stops-nothing', 'info copies-keep-their-dates'];

describe('the deprecate plan', () => {
  test('makes one call, waits for the date, and removes the date on Undo', () => {
    expect(expectPlan(deprecate({})).steps).toEqual([
      {
        id: 'deprecate',
        title: `Deprecate ${AMI} (golden-base, us-east-1) on 2027-01-31`,
        call: {
          name: 'EnableImageDeprecation',
          account: OWNER,
          region: 'us-east-1',
          input: { ImageId: AMI, DeprecateAt: AT },
        },
        waitFor: { kind: 'deprecation', imageId: AMI, at: AT },
        after: [],
        undo: [
          {
            id: 'undo-deprecate',
            title: `No longer deprecate ${AMI}`,
            call: { name: 'DisableImageDeprecation', account: OWNER, region: 'us-east-1', input: { ImageId: AMI } },
            waitFor: { kind: 'deprecation', imageId: AMI, at: null },
          },
        ],
      },
    ]);
  });

  test('shows a time of day to the minute', () => {
    expect(expectPlan(deprecate({}, '2027-01-31T18:30:00.000Z')).title).toMatch(/on 2027-01-31 18:30 UTC$/);
  });

  test.each<[string, Parameters<typeof image>[0], unknown]>([
    [
      'restores a previous date in the future',
      { deprecatedAt: EARLIER },
      [[`Deprecate ${AMI} on 2026-12-24 again`, { ImageId: AMI, DeprecateAt: EARLIER }, { at: EARLIER }]],
    ],
    ['does not restore a previous date in the past', { deprecatedAt: LONG_AGO }, undefined],
    ['does not restore an invalid date', { deprecatedAt: 'soon' }, undefined],
    ['does not restore a later date while the AMI is public', { deprecatedAt: LATER, public: true }, undefined],
  ])('undo: %s', (_, overrides, undo) => {
    const { steps } = expectPlan(deprecate({ image: image(overrides) }));

    expect(undoCalls(steps)).toMatchObject([['deprecate', undo]]);
  });

  test('passes to the policy rules that access is kept and the AMI is in use', () => {
    expect(expectPlan(deprecate({ references: known([instance]) })).policyInput).toEqual({
      targets: [],
      tags: {},
      inUse: 'yes',
      removesAccess: false,
    });
  });

  test('shows usage, launch permissions and the current date first in the evidence', () => {
    const parts = { references: known([instance]), ...sharedWith(account(PROD)) };

    expect(expectPlan(deprecate({ ...parts, image: image({ deprecatedAt: EARLIER }) })).evidence.slice(0, 3)).toEqual([
      { label: 'In use', value: `1 instance in images (${OWNER})` },
      { label: 'Shared with', value: `prod (${PROD})` },
      { label: 'Deprecation', value: '2026-12-24' },
    ]);
  });
});

describe('the findings of a deprecate plan', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['no special condition applies', {}, ALWAYS],
    ['it is shared', sharedWith(account(PROD)), ['warning hidden-from-others', ...ALWAYS]],
    [
      'its launch permissions cannot be read',
      { launchPermissions: denied },
      ['unknown launch-permissions-unknown', ...ALWAYS],
    ],
    [
      'it is public',
      { launchPermissions: known([{ kind: 'public' }]) },
      ['warning hidden-from-others', 'warning public-access-may-end', ...ALWAYS],
    ],
    ['it has a deprecation date', { image: image({ deprecatedAt: EARLIER }) }, ['warning date-replaced', ...ALWAYS]],
    ['it is disabled', { image: image({ state: 'disabled' }) }, ['info disabled-hides-already', ...ALWAYS]],
    ['it is in use', { references: known([instance]) }, ALWAYS],
  ])('have the expected codes when %s', (_, overrides, codes) => {
    expect(findingCodes(deprecate(overrides))).toEqual(codes);
  });

  test.each<[string, Partial<Facts>, string, string]>([
    ['the date has passed', {}, '2026-11-24T09:00:00.000Z', 'date-has-passed'],
    ['the date is more than ten years ahead', {}, '2036-11-24T09:01:00.000Z', 'date-too-far'],
    [
      'the date is more than two years after a public AMI was created',
      { image: image({ public: true }) },
      '2028-11-20T09:01:00.000Z',
      'date-too-late-for-public',
    ],
    [
      'the date is later than the current date of a public AMI',
      { image: image({ public: true, deprecatedAt: EARLIER }) },
      AT,
      'date-too-late-for-public',
    ],
    ['it already has that date', { image: image({ deprecatedAt: AT }) }, AT, 'already-deprecated'],
    ['another account owns it', { image: image({ ownerId: PROD }) }, AT, 'not-owner'],
    ['it is still pending', { image: image({ state: 'pending' }) }, AT, 'image-pending'],
    ['its creation failed', { image: image({ state: 'failed' }) }, AT, 'image-failed'],
    ['it is deregistered', { image: image({ state: 'deregistered' }) }, AT, 'image-not-available'],
  ])('refuse the plan because %s', (_, overrides, at, code) => {
    expect(findingCodes(deprecate(overrides, at)).filter((each) => each.startsWith('refusal'))).toEqual([
      `refusal ${code}`,
    ]);
  });

  test.each<[string, Partial<Facts>, string]>([
    ['ten years ahead to the minute', {}, '2036-11-24T09:00:00.000Z'],
    ['two years after a public AMI was created', { image: image({ public: true }) }, '2028-11-20T09:00:00.000Z'],
    ['earlier than the current date of a public AMI', { image: image({ public: true, deprecatedAt: AT }) }, EARLIER],
    ['a minute ahead', {}, '2026-11-24T09:01:00.000Z'],
  ])('accept a date that is %s', (_, overrides, at) => {
    expect(deprecate(overrides, at).kind).toBe('plan');
  });

  test('name the latest valid date in the refusal', () => {
    const tooLate = deprecate({ image: image({ public: true, deprecatedAt: EARLIER }) });

    expect(findingWith(tooLate, 'date-too-late-for-public')?.text).toContain('by 2026-12-24');
    expect(findingWith(deprecate({}, '2040-01-01T00:00:00.000Z'), 'date-too-far')?.fix).toContain('2036-11-24');
  });
});
