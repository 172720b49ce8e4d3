import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filterPredicate } from '../../../sandbox/ec2/filters.js';

function passes(pattern: string, name: string): boolean {
  return filterPredicate<string>([{ Name: 'name', Value: [pattern] }], { name: (one) => one }, () => ({}))(name);
}

describe('a filter', () => {
  test.each([
    ['golden-*', 'golden-base', true],
    ['*', '', true],
    ['a?c', 'abc', true],
    ['a?c', 'abbc', false],
    ['golden', 'golden-base', false],
    ['a.c', 'abc', false],
    [String.raw`a\*c`, 'a*c', true],
    [String.raw`a\*c`, 'abc', false],
    ['two*lines', 'two\nlines', true],
  ])('%j matches the value %j: %s', (pattern, value, expected) => {
    expect(passes(pattern, value)).toBe(expected);
  });

  test('without wildcards matches only the same value', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(!/[*?\\]/.test(one));
        expect(passes(one, one)).toBe(true);
        expect(passes(one, other)).toBe(one === other);
      }),
      { numRuns: 100 },
    );
  });

  test('matches any of its values, and every filter must match', () => {
    const test = filterPredicate<Record<string, string>>(
      [
        { Name: 'tag:Team', Value: ['web', 'data'] },
        { Name: 'tag-key', Value: ['Keep'] },
      ],
      {},
      (tags) => tags,
    );

    expect([test({ Team: 'data', Keep: '' }), test({ Team: 'data' }), test({ Team: 'ci', Keep: '' })]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
