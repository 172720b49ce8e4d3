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

describe('the unprotect plan', () => {
  test('makes one call and waits until the protection is off', () => {
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
  ])('restores the protection %s on Undo', (protection, WithCooldown) => {
    expect(undoCalls(expectPlan(unprotect(protection)).steps)).toEqual([
      [
        'unprotect',
        [[`Protect ${AMI} again`, { ImageId: AMI, WithCooldown }, { kind: 'protection', imageId: AMI, isOn: true }]],
      ],
    ]);
  });

  test('names the end of the cooldown before which the AMI cannot be deregistered', () => {
    const planned = unprotect('enabled-with-cooldown');

    expect(findingCodes(planned)).toEqual(['warning cooldown-follows', 'info nothing-deregistered']);
    expect(findingWith(planned, 'cooldown-follows')?.text).toContain('until 2026-11-25 09:00 UTC');
    expect(findingCodes(unprotect('enabled-without-cooldown'))).toEqual(['info nothing-deregistered']);
  });

  test.each<[string, string, Partial<Image>, string]>([
    ['it is not protected', 'disabled', {}, 'not-protected'],
    ['it is in its cooldown', 'disabled-in-cooldown', {}, 'not-protected'],
    ['another account owns it', 'enabled-without-cooldown', { ownerId: PROD }, 'not-owner'],
  ])('is refused because %s', (_, protection, overrides, code) => {
    expect(findingCodes(unprotect(protection, overrides)).filter((each) => each.startsWith('refusal'))).toEqual([
      `refusal ${code}`,
    ]);
  });
});
