import { describe, expect, test } from '@jest/globals';
import { METHODS } from '../../../sandbox/slack/api/methods.js';
import { COVERAGE } from '../../../sandbox/slack/coverage.js';

describe('the coverage list of the simulated Slack', () => {
  test('contains exactly the implemented methods', () => {
    const methods = METHODS.map(({ name }) => name);

    expect([...methods].sort()).toEqual(Object.keys(COVERAGE).sort());
    expect(new Set(methods).size).toBe(methods.length);
  });
});
