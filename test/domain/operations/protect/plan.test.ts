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

describe('the protect plan', () => {
  test('enables protection without a cooldown, waits for it, and disables it on Undo', () => {
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
    ['available', {}],
    ['disabled', { state: 'disabled' }],
    ['in a cooldown', { deregistrationProtection: 'disabled-in-cooldown' }],
  ])('has only the usual findings for an AMI that is %s', (_, overrides) => {
    expect(findingCodes(protect(overrides))).toEqual(['info deregistration-blocked', 'info snapshots-protected-too']);
  });

  test.each<[string, Partial<Image>, string]>([
    ['it is protected', { deregistrationProtection: 'enabled-without-cooldown' }, 'already-protected'],
    ['it is protected with a cooldown', { deregistrationProtection: 'enabled-with-cooldown' }, 'already-protected'],
    ['another account owns it', { ownerId: PROD }, 'not-owner'],
    ['it is still pending', { state: 'pending' }, 'image-pending'],
    ['its creation failed', { state: 'failed' }, 'image-failed'],
    ['it is deregistered', { state: 'deregistered' }, 'image-not-available'],
  ])('is refused because %s', (_, overrides, code) => {
    expect(findingCodes(protect(overrides)).filter((each) => each.startsWith('refusal'))).toEqual([`refusal ${code}`]);
  });
});
