import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fit } from '../../../../src/listeners/blocks/kit/message.js';

describe('fit', () => {
  test('returns the leading items that fit the budget and counts the others', () => {
    expect(fit([3, 3, 3], (size) => size, 7)).toEqual({ shown: [3, 3], hidden: 1 });
  });

  test('returns at most the maximum number of items', () => {
    expect(fit([0, 0, 0], (size) => size, 7, 2)).toEqual({ shown: [0, 0], hidden: 1 });
  });

  test('never omits an item that fits or includes one that does not', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.nat(100), (sizes, budget) => {
        const { shown, hidden } = fit(sizes, (size) => size, budget);
        const total = shown.reduce((sum, size) => sum + size, 0);

        expect(shown.length + hidden).toBe(sizes.length);
        expect(total).toBeLessThanOrEqual(budget);
        expect(hidden === 0 || total + (sizes[shown.length] ?? 0) > budget).toBe(true);
      }),
    );
  });
});
