import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import { plan } from '../../../../src/domain/operations/undeprecate/plan.js';
import { findingCodes, expectPlan, undoCalls } from '../codes.js';
import { directory, OWNER, PROD } from '../directory.js';
import { AMI, facts, image } from '../facts-builder.js';

const AHEAD = '2027-01-31T18:30:00.000Z';
const LONG_AGO = '2026-01-01T00:00:00.000Z';

function undeprecate(deprecatedAt: string | undefined, overrides: Partial<Facts> = {}): PlanResult {
  const dated = { ...image(), ...overrides.image, ...(deprecatedAt === undefined ? {} : { deprecatedAt }) };
  return plan({ ami: AMI }, facts({ ...overrides, image: dated }), { directory });
}

describe('the undeprecate plan', () => {
  test('makes one call, waits until no date is set, and restores the date on Undo', () => {
    const { steps } = expectPlan(undeprecate(AHEAD));

    expect(steps).toMatchObject([
      {
        id: 'undeprecate',
        title: `No longer deprecate ${AMI} (golden-base, us-east-1)`,
        call: { name: 'DisableImageDeprecation', account: OWNER, region: 'us-east-1', input: { ImageId: AMI } },
        waitFor: { kind: 'deprecation', imageId: AMI, at: null },
        after: [],
      },
    ]);
    expect(undoCalls(steps)).toEqual([
      [
        'undeprecate',
        [
          [
            `Deprecate ${AMI} on 2027-01-31 18:30 UTC again`,
            { ImageId: AMI, DeprecateAt: AHEAD },
            { kind: 'deprecation', imageId: AMI, at: AHEAD },
          ],
        ],
      ],
    ]);
  });

  test('has no undo when the date has passed', () => {
    expect(undoCalls(expectPlan(undeprecate(LONG_AGO)).steps)).toEqual([['undeprecate', undefined]]);
  });

  test.each<[string, string, readonly string[]]>([
    ['the date is in the future', AHEAD, ['info will-not-be-deprecated']],
    ['the date has passed', LONG_AGO, ['warning old-date-is-lost', 'info visible-again']],
  ])('has the expected codes when %s', (_, deprecatedAt, codes) => {
    expect(findingCodes(undeprecate(deprecatedAt))).toEqual(codes);
  });

  test.each<[string, string | undefined, Partial<Facts>, string]>([
    ['there is no date', undefined, {}, 'not-deprecated'],
    ['the AMI is public', AHEAD, { launchPermissions: known([{ kind: 'public' }]) }, 'public-stays-deprecated'],
    ['the AMI is shown as public', AHEAD, { image: image({ public: true }) }, 'public-stays-deprecated'],
    ['another account owns it', AHEAD, { image: image({ ownerId: PROD }) }, 'not-owner'],
  ])('is refused because %s', (_, deprecatedAt, overrides, code) => {
    expect(findingCodes(undeprecate(deprecatedAt, overrides)).filter((each) => each.startsWith('refusal'))).toEqual([
      `refusal ${code}`,
    ]);
  });
});
