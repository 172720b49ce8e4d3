import { describe, expect, test } from '@jest/globals';
import { createLruCache } from '../../../src/aws/clients/lru-cache.js';

describe('a shelf', () => {
  test('makes a thing once', () => {
    const cache = createLruCache<object>(2);

    const first = cache.getOrCreate('a', () => ({}));

    expect(cache.getOrCreate('a', () => ({}))).toBe(first);
  });

  test('forgets what was used the longest ago when it is full', () => {
    const cache = createLruCache<object>(2);
    const a = cache.getOrCreate('a', () => ({}));
    const b = cache.getOrCreate('b', () => ({}));
    cache.getOrCreate('a', () => ({}));
    cache.getOrCreate('c', () => ({}));

    expect(cache.getOrCreate('a', () => ({}))).toBe(a);
    expect(cache.getOrCreate('b', () => ({}))).not.toBe(b);
  });

  test('makes a thing anew after it was dropped', () => {
    const cache = createLruCache<object>(2);
    const first = cache.getOrCreate('a', () => ({}));
    cache.delete('a');

    expect(cache.getOrCreate('a', () => ({}))).not.toBe(first);
  });
});
