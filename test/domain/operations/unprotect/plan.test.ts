import { describe, expect, test } from '@jest/globals';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import type { Image } from '../../../../src/domain/model/image.js';
import { plan } from '../../../../src/domain/operations/unprotect/plan.js';
import { findingCodes, findingWith, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, OWNER, PROD } from '../directory.js';
import { AMI, facts, image } from '../facts-builder.js';

function unprotect(deregistrationProtection: string, overrides: Partial<Image> = {}): PlanResult {
  return plan({ ami: AMI }, facts({ image: image({ deregistrationProtection, ...overrides }) }), { directory });
}

const CALL = { name: 'DisableImageDeregistrationProtection', account: OWNER, region: 'us-east-1' };

describe('unprotecting', () => {
  test('is one call, done when the protection is seen to be off', () => {
    expect(forward(expectPlan(unprotect('enabled-without-cooldown')).steps)).toEqual([
      {
        id: 'unprotect',
        title: `No longer protect ${AMI} (golden-base, us-east-1) from deregistration`,
        call: { ...CALL, input: { ImageId: AMI } },
        waitFor: { kind: 'protection', imageId: AMI, isOn: false },
        after: [],
      },
    ]);
  });

  test.each([
    ['enabled-without-cooldown', false],
    ['enabled-with-cooldown', true],
  ])('what was %s is turned on again by Undo as it was', (protection, WithCooldown) => {
    expect(undoCalls(expectPlan(unprotect(protection)).steps)).toEqual([
      [
        'unprotect',
        [[`Protect ${AMI} again`, { ImageId: AMI, WithCooldown }, { kind: 'protection', imageId: AMI, isOn: true }]],
      ],
    ]);
  });

  test('with a cooldown, says until when the AMI still cannot be deregistered', () => {
    const planned = unprotect('enabled-with-cooldown');

    expect(findingCodes(planned)).toEqual(['warning cooldown-follows', 'info nothing-deregistered']);
    expect(findingWith(planned, 'cooldown-follows')?.text).toContain('until 2026-11-25 09:00 UTC');
    expect(findingCodes(unprotect('enabled-without-cooldown'))).toEqual(['info nothing-deregistered']);
  });

  test.each<[string, string, Partial<Image>, string]>([
    ['it is not protected', 'disabled', {}, 'not-protected'],
    ['its cooldown runs', 'disabled-in-cooldown', {}, 'not-protected'],
    ['somebody else owns it', 'enabled-without-cooldown', { ownerId: PROD }, 'not-owner'],
  ])('is refused, because %s', (_, protection, overrides, code) => {
    expect(findingCodes(unprotect(protection, overrides)).filter((each) => each.startsWith('refusal'))).toEqual([
      `refusal ${code}`,
    ]);
  });
});
