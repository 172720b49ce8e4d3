import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { percentile, formatTable } from '../../bench/statistics.js';

const times = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1 });

describe('percentile', () => {
  test.each([
    [50, 2],
    [75, 3],
    [99, 4],
    [100, 4],
  ])('of 4, 1, 3, 2: %d percent are within %d', (p, expected) => {
    expect(percentile([4, 1, 3, 2], p)).toBe(expected);
  });

  test('is one of the times, and at least so many percent of them are within it', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 100 }), (given, p) => {
        const found = percentile(given, p);

        expect(given).toContain(found);
        expect(given.filter((time) => time <= found).length * 100).toBeGreaterThanOrEqual(p * given.length);
      }),
    );
  });

  test('of nothing is an error, not a number', () => {
    expect(() => percentile([], 50)).toThrow('Nothing was measured');
  });
});

describe('the table', () => {
  test('shows each measurement beside its floor, with the ratio and what is aimed for', () => {
    const table = formatTable([
      { name: 'acknowledge, p99', unit: 'ms', ours: 3, floor: 2, target: 1.5 },
      { name: 'memory at rest', unit: 'MB', ours: 120, floor: 60 },
    ]);

    expect(table.split('\n')).toEqual([
      '                    ours    floor  ratio    aim',
      'acknowledge, p99  3.0 ms   2.0 ms   1.50  ≤ 1.5',
      'memory at rest    120 MB  60.0 MB   2.00',
    ]);
  });
});
