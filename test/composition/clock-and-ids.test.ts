import { expect, test } from '@jest/globals';
import { createProcessId, randomIds } from '../../src/composition/clock-and-ids.js';

test('a request id is AR- and six characters of Crockford base 32', () => {
  const ids = Array.from({ length: 500 }, () => randomIds.requestId());

  expect(ids.filter((id) => !/^AR-[0-9A-HJKMNP-TV-Z]{6}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBeGreaterThan(490);
});

test('no two processes have the same name', () => {
  expect(createProcessId()).not.toBe(createProcessId());
});
