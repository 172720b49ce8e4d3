import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clean, cut, escape, lengthOf, quoted } from '../../../src/listeners/blocks/text.js';
import { hostileText, ownWords } from '../hostile.js';

describe('clean', () => {
  test.each([
    ['a\nb\r\nc', 'a b c'],
    ['\u202Egnp.exe', 'gnp.exe'],
    ['pay\u200Bpal', 'paypal'],
    ['half \uD83D', 'half \uFFFD'],
    ['  both ends ', 'both ends'],
    ['<b> & *c*', '<b> & *c*'],
  ])('makes %j one visible line', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });
});

describe('cut', () => {
  test('leaves alone what fits', () => {
    expect(cut('four', 4)).toBe('four');
  });

  test('marks what it cuts off, within the limit', () => {
    expect(cut('fives', 4)).toBe('fiv…');
  });

  test('keeps whole characters and counts what Slack escapes as Slack does', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 300 }), (text, most) => {
        const short = cut(clean(text), most);

        expect(lengthOf(short)).toBeLessThanOrEqual(most);
        expect(lengthOf(short)).toBe([...escape(short)].length);
        expect(/\p{Cs}/u.test(short)).toBe(false);
      }),
    );
  });
});

describe('quoted', () => {
  test('is one code span, whatever is in it', () => {
    fc.assert(fc.property(hostileText, (text) => ['', '–'].includes(ownWords(quoted(text)))));
  });

  test('escapes what would become a mention or a link', () => {
    expect(quoted('<!channel> & co')).toBe('`&lt;!channel&gt; &amp; co`');
  });
});
