import { describe, expect, test } from '@jest/globals';
import type { Planned } from '../../../../src/workflows/operations/contract.js';
import type { Image } from '../../../../src/workflows/facts/image.js';
import { plan } from '../../../../src/workflows/operations/protect/plan.js';
import { codesOf, forward, planOf, undoOf } from '../codes.js';
import { directory, OWNER, PROD } from '../directory.js';
import { AMI, facts, image } from '../facts-builder.js';

function protect(parts: Partial<Image> = {}): Planned {
  return plan({ ami: AMI }, facts({ image: image(parts) }), { directory });
}

const CALL = { name: 'EnableImageDeregistrationProtection', account: OWNER, region: 'us-east-1' };

describe('protecting', () => {
  test('is one call, without a cooldown, done when the protection is seen to be on, and taken back by turning it off', () => {
    const { steps } = planOf(protect());

    expect(forward(steps)).toEqual([
      {
        id: 'protect',
        title: `Protect ${AMI} (golden-base, us-east-1) from deregistration`,
        call: { ...CALL, input: { ImageId: AMI, WithCooldown: false } },
        until: { kind: 'protection', imageId: AMI, isOn: true },
        after: [],
      },
    ]);
    expect(undoOf(steps)).toEqual([
      ['protect', [[`No longer protect ${AMI}`, { ImageId: AMI }, { kind: 'protection', imageId: AMI, isOn: false }]]],
    ]);
  });

  test.each<[string, Partial<Image>]>([
    ['as usual', {}],
    ['disabled', { state: 'disabled' }],
    ['in a cooldown', { deregistrationProtection: 'disabled-in-cooldown' }],
  ])('nothing speaks against it for an AMI that is %s', (_, parts) => {
    expect(codesOf(protect(parts))).toEqual(['info protects-from-everybody', 'info snapshots-protected-too']);
  });

  test.each<[string, Partial<Image>, string]>([
    ['it is protected', { deregistrationProtection: 'enabled-without-cooldown' }, 'already-protected'],
    ['it is protected with a cooldown', { deregistrationProtection: 'enabled-with-cooldown' }, 'already-protected'],
    ['somebody else owns it', { ownerId: PROD }, 'not-owner'],
    ['it is still being made', { state: 'pending' }, 'image-pending'],
    ['it was never finished', { state: 'failed' }, 'image-failed'],
    ['it is gone', { state: 'deregistered' }, 'image-not-available'],
  ])('is refused, because %s', (_, parts, code) => {
    expect(codesOf(protect(parts)).filter((each) => each.startsWith('refusal'))).toEqual([`refusal ${code}`]);
  });
});
