import { describe, expect, test } from '@jest/globals';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import type { Image } from '../../../../src/domain/model/image.js';
import { plan } from '../../../../src/domain/operations/protect/plan.js';
import { findingCodes, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, OWNER, PROD } from '../directory.js';
import { AMI, facts, image } from '../facts-builder.js';

function protect(overrides: Partial<Image> = {}): PlanResult {
  return plan({ ami: AMI }, facts({ image: image(overrides) }), { directory });
}

const CALL = { name: 'EnableImageDeregistrationProtection', account: OWNER, region: 'us-east-1' };

describe('protecting', () => {
  test('is one call, without a cooldown, done when the protection is seen to be on, and taken back by turning it off', () => {
    const { steps } = expectPlan(protect());

    expect(forward(steps)).toEqual([
      {
        id: 'protect',
        title: `Protect ${AMI} (golden-base, us-east-1) from deregistration`,
        call: { ...CALL, input: { ImageId: AMI, WithCooldown: false } },
        waitFor: { kind: 'protection', imageId: AMI, isOn: true },
        after: [],
      },
    ]);
    expect(undoCalls(steps)).toEqual([
      ['protect', [[`No longer protect ${AMI}`, { ImageId: AMI }, { kind: 'protection', imageId: AMI, isOn: false }]]],
    ]);
  });

  test.each<[string, Partial<Image>]>([
    ['as usual', {}],
    ['disabled', { state: 'disabled' }],
    ['in a cooldown', { deregistrationProtection: 'disabled-in-cooldown' }],
  ])('nothing speaks against it for an AMI that is %s', (_, overrides) => {
    expect(findingCodes(protect(overrides))).toEqual(['info protects-from-everybody', 'info snapshots-protected-too']);
  });

  test.each<[string, Partial<Image>, string]>([
    ['it is protected', { deregistrationProtection: 'enabled-without-cooldown' }, 'already-protected'],
    ['it is protected with a cooldown', { deregistrationProtection: 'enabled-with-cooldown' }, 'already-protected'],
    ['somebody else owns it', { ownerId: PROD }, 'not-owner'],
    ['it is still being made', { state: 'pending' }, 'image-pending'],
    ['it was never finished', { state: 'failed' }, 'image-failed'],
    ['it is gone', { state: 'deregistered' }, 'image-not-available'],
  ])('is refused, because %s', (_, overrides, code) => {
    expect(findingCodes(protect(overrides)).filter((each) => each.startsWith('refusal'))).toEqual([`refusal ${code}`]);
  });
});
