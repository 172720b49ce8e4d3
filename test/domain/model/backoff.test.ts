import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs } from '../../../src/domain/model/backoff.js';

describe('backoffMs', () => {
  test('grows from one second to five minutes with up to 25 percent jitter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.string(), (attempts, seed) => {
        const full = Math.min(300_000, 1_000 * 2 ** (attempts - 1));
        expect(backoffMs(attempts, seed)).toBeGreaterThanOrEqual(full * 0.75);
        expect(backoffMs(attempts, seed)).toBeLessThanOrEqual(full);
      }),
    );
  });

  test('spreads the waits of different requests', () => {
    const waits = Array.from({ length: 100 }, (_, index) => backoffMs(5, `AR-${String(index)}`));

    expect(new Set(waits).size).toBeGreaterThan(90);
  });
});
