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

describe('the call of a deprecation', () => {
  test('is one, done when the date can be read back, and taken back by taking the date away', () => {
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

  test('a time of the day is shown to the minute', () => {
    expect(expectPlan(deprecate({}, '2027-01-31T18:30:00.000Z')).title).toMatch(/on 2027-01-31 18:30 UTC$/);
  });

  test.each<[string, Parameters<typeof image>[0], unknown]>([
    [
      'a date that lies ahead is put back',
      { deprecatedAt: EARLIER },
      [[`Deprecate ${AMI} on 2026-12-24 again`, { ImageId: AMI, DeprecateAt: EARLIER }, { at: EARLIER }]],
    ],
    ['a date that has passed cannot be', { deprecatedAt: LONG_AGO }, undefined],
    ['what is not a date cannot be', { deprecatedAt: 'soon' }, undefined],
    ['a later date cannot be while the AMI is public', { deprecatedAt: LATER, public: true }, undefined],
  ])('undo: %s', (_, overrides, undo) => {
    const { steps } = expectPlan(deprecate({ image: image(overrides) }));

    expect(undoCalls(steps)).toMatchObject([['deprecate', undo]]);
  });

  test('takes nothing away, and tells the rules whether the AMI is in use', () => {
    expect(expectPlan(deprecate({ references: known([instance]) })).policyInput).toEqual({
      targets: [],
      tags: {},
      inUse: 'yes',
      removesAccess: false,
    });
  });

  test('the evidence begins with its use, whom it is shared with, and the date so far', () => {
    const parts = { references: known([instance]), ...sharedWith(account(PROD)) };

    expect(expectPlan(deprecate({ ...parts, image: image({ deprecatedAt: EARLIER }) })).evidence.slice(0, 3)).toEqual([
      { label: 'In use', value: `1 instance in images (${OWNER})` },
      { label: 'Shared with', value: `prod (${PROD})` },
      { label: 'Deprecation', value: '2026-12-24' },
    ]);
  });
});

describe('what is said of a deprecation', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['nothing speaks against it', {}, ALWAYS],
    ['it is shared', sharedWith(account(PROD)), ['warning hidden-from-others', ...ALWAYS]],
    [
      'whom it is shared with cannot be read',
      { launchPermissions: denied },
      ['unknown launch-permissions-unknown', ...ALWAYS],
    ],
    [
      'it is public',
      { launchPermissions: known([{ kind: 'public' }]) },
      ['warning hidden-from-others', 'warning public-access-may-end', ...ALWAYS],
    ],
    ['it has a date', { image: image({ deprecatedAt: EARLIER }) }, ['warning date-replaced', ...ALWAYS]],
    ['it is disabled', { image: image({ state: 'disabled' }) }, ['info disabled-hides-already', ...ALWAYS]],
    ['it is in use', { references: known([instance]) }, ALWAYS],
  ])('%s', (_, overrides, codes) => {
    expect(findingCodes(deprecate(overrides))).toEqual(codes);
  });

  test.each<[string, Partial<Facts>, string, string]>([
    ['the date has passed', {}, '2026-11-24T09:00:00.000Z', 'date-has-passed'],
    ['it is more than ten years ahead', {}, '2036-11-24T09:01:00.000Z', 'date-too-far'],
    [
      'a public AMI is deprecated after two years in any case',
      { image: image({ public: true }) },
      '2028-11-20T09:01:00.000Z',
      'date-too-late-for-public',
    ],
    [
      'the date of a public AMI can only come earlier',
      { image: image({ public: true, deprecatedAt: EARLIER }) },
      AT,
      'date-too-late-for-public',
    ],
    ['it has that date', { image: image({ deprecatedAt: AT }) }, AT, 'already-deprecated'],
    ['somebody else owns it', { image: image({ ownerId: PROD }) }, AT, 'not-owner'],
    ['it is still being made', { image: image({ state: 'pending' }) }, AT, 'image-pending'],
    ['it was never finished', { image: image({ state: 'failed' }) }, AT, 'image-failed'],
    ['it is gone', { image: image({ state: 'deregistered' }) }, AT, 'image-not-available'],
  ])('refused, because %s', (_, overrides, at, code) => {
    expect(findingCodes(deprecate(overrides, at)).filter((each) => each.startsWith('refusal'))).toEqual([
      `refusal ${code}`,
    ]);
  });

  test.each<[string, Partial<Facts>, string]>([
    ['ten years ahead to the minute', {}, '2036-11-24T09:00:00.000Z'],
    ['two years after a public AMI was made', { image: image({ public: true }) }, '2028-11-20T09:00:00.000Z'],
    ['earlier than the date of a public AMI', { image: image({ public: true, deprecatedAt: AT }) }, EARLIER],
    ['a minute ahead', {}, '2026-11-24T09:01:00.000Z'],
  ])('a date can be %s', (_, overrides, at) => {
    expect(deprecate(overrides, at).kind).toBe('plan');
  });

  test('a refusal names the last date that would do', () => {
    const tooLate = deprecate({ image: image({ public: true, deprecatedAt: EARLIER }) });

    expect(findingWith(tooLate, 'date-too-late-for-public')?.text).toContain('by 2026-12-24');
    expect(findingWith(deprecate({}, '2040-01-01T00:00:00.000Z'), 'date-too-far')?.fix).toContain('2036-11-24');
  });
});
