import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { paginateList } from '../../../sandbox/ec2/paging.js';

describe('pagination', () => {
  test('returns every item once and in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (list, size) => {
        const seen: number[] = [];
        let token: string | undefined;
        do {
          const page = paginateList(list, { size, token });
          expect(page.items.length).toBeLessThanOrEqual(size);
          seen.push(...page.items);
          token = page.next;
        } while (token !== undefined);
        expect(seen).toEqual(list);
      }),
      { numRuns: 100 },
    );
  });

  test('refuses an unknown token', () => {
    expect(() => paginateList([1], { token: 'made-up' })).toThrow(
      'Value (made-up) for parameter NextToken is invalid.',
    );
  });
});
