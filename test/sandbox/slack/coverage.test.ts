import { describe, expect, test } from '@jest/globals';
import { METHODS } from '../../../sandbox/slack/api/methods.js';
import { COVERAGE } from '../../../sandbox/slack/coverage.js';

describe('the list of what the workspace covers', () => {
  test('names every method that it has, and no other', () => {
    const methods = METHODS.map(({ name }) => name);

    expect([...methods].sort()).toEqual(Object.keys(COVERAGE).sort());
    expect(new Set(methods).size).toBe(methods.length);
  });
});
