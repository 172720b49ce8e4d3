import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRequestId } from '../../../src/listeners/commands/request-id.js';
import { randomIds } from '../../../src/composition/clock-and-ids.js';

describe('parseRequestId', () => {
  test.each([
    ['AR-7F3K2M', 'AR-7F3K2M'],
    ['ar-7f3k2m', 'AR-7F3K2M'],
    ['7f3k2m', 'AR-7F3K2M'],
    ['AR7F3K2M', 'AR-7F3K2M'],
    ['AR–7F3K2M', 'AR-7F3K2M'],
    ['ar-OIL123', 'AR-011123'],
    ['ARARAR', 'AR-ARARAR'],
    ['AR-7F3K2', undefined],
    ['AR-7F3K2MM', undefined],
    ['AR-7F3U2M', undefined],
    ['ami-123', undefined],
    ['', undefined],
  ])('reads %j as %j', (text, expected) => {
    expect(parseRequestId(text)).toBe(expected);
  });

  test('reads every generated ID in lower case and without its prefix', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (lower, short) => {
        const id = randomIds.requestId();
        const typed = short ? id.slice(3) : id;

        expect(parseRequestId(lower ? typed.toLowerCase() : typed)).toBe(id);
      }),
    );
  });
});
