import { describe, expect, test } from '@jest/globals';
import { isFromTheFuture } from '../../src/server/clock-skew.js';

const NOW = new Date('2026-11-24T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;

describe('isFromTheFuture', () => {
  test.each([
    [`${SECONDS}`, false],
    [`${SECONDS + 300}`, false],
    [`${SECONDS + 301}`, true],
    [`${SECONDS - 86_400}`, false],
    ['Infinity', true],
    ['tomorrow', true],
    [undefined, false],
  ])('of timestamp %s is %s', (header, expected) => {
    expect(isFromTheFuture(header, NOW)).toBe(expected);
  });
});
