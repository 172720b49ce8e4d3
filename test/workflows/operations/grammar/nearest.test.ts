import { describe, expect, test } from '@jest/globals';
import { nearest } from '../../../../src/workflows/operations/grammar/nearest.js';

const WORDS = ['share', 'unshare', 'copy', 'deregister', 'info', 'with'];

describe('the nearest word', () => {
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
    expect(nearest(word, WORDS)).toBe(expected);
  });

  test('there is none among no words', () => {
    expect(nearest('share', [])).toBeUndefined();
  });

  test('a very long word is compared in no time', () => {
    expect(nearest('x'.repeat(1_000_000), WORDS)).toBeUndefined();
  });
});
