import { describe, expect, test } from '@jest/globals';
import { createShelf } from '../../src/aws/shelf.js';

describe('a shelf', () => {
  test('makes a thing once', () => {
    const shelf = createShelf<object>(2);

    const first = shelf.take('a', () => ({}));

    expect(shelf.take('a', () => ({}))).toBe(first);
  });

  test('forgets what was used the longest ago when it is full', () => {
    const shelf = createShelf<object>(2);
    const a = shelf.take('a', () => ({}));
    const b = shelf.take('b', () => ({}));
    shelf.take('a', () => ({}));
    shelf.take('c', () => ({}));

    expect(shelf.take('a', () => ({}))).toBe(a);
    expect(shelf.take('b', () => ({}))).not.toBe(b);
  });

  test('makes a thing anew after it was dropped', () => {
    const shelf = createShelf<object>(2);
    const first = shelf.take('a', () => ({}));
    shelf.drop('a');

    expect(shelf.take('a', () => ({}))).not.toBe(first);
  });
});
