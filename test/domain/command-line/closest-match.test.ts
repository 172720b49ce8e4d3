import { describe, expect, test } from '@jest/globals';
import { closestMatch } from '../../../src/domain/command-line/closest-match.js';

const WORDS = ['share', 'unshare', 'copy', 'deregister', 'info', 'with'];

describe('closestMatch', () => {
  test.each([
    ['shaer', 'share'],
    ['SHARE', 'share'],
    ['--with', 'with'],
    ['unshrae', 'unshare'],
    ['deregistr', 'deregister'],
    ['wiht', 'with'],
    ['wit', 'with'],
    ['cpoy', 'copy'],
    ['cop', 'copy'],
    ['dereg', 'deregister'],
    ['unsh', 'unshare'],
    ['de', undefined],
    ['xyz', undefined],
    ['terraform', undefined],
    ['', undefined],
    ['---', undefined],
  ])('%s: %s', (word, expected) => {
    expect(closestMatch(word, WORDS)).toBe(expected);
  });

  test('returns undefined for an empty list of words', () => {
    expect(closestMatch('share', [])).toBeUndefined();
  });

  test('returns undefined for a very long word', () => {
    expect(closestMatch('x'.repeat(1_000_000), WORDS)).toBeUndefined();
  });
});
