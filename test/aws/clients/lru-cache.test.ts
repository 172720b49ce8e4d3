import { describe, expect, test } from '@jest/globals';
import { createLruCache } from '../../../src/aws/clients/lru-cache.js';

describe('the LRU cache', () => {
  test('creates a value once per key', () => {
    const cache = createLruCache<object>(2);

    const first = cache.getOrCreate('a', () => ({}));

    expect(cache.getOrCreate('a', () => ({}))).toBe(first);
  });

  test('evicts the least recently used value when it is full', () => {
    const cache = createLruCache<object>(2);
    const a = cache.getOrCreate('a', () => ({}));
    const b = cache.getOrCreate('b', () => ({}));
    cache.getOrCreate('a', () => ({}));
    cache.getOrCreate('c', () => ({}));

    expect(cache.getOrCreate('a', () => ({}))).toBe(a);
    expect(cache.getOrCreate('b', () => ({}))).not.toBe(b);
  });

  test('creates the value again after it was deleted', () => {
    const cache = createLruCache<object>(2);
    const first = cache.getOrCreate('a', () => ({}));
    cache.delete('a');

    expect(cache.getOrCreate('a', () => ({}))).not.toBe(first);
  });
});
