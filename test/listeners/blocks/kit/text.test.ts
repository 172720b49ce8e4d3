import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  sanitize,
  truncateForSlack,
  escapeMrkdwn,
  slackLength,
  inlineCode,
} from '../../../../src/listeners/blocks/kit/text.js';
import { adversarialText, withoutCodeSpans } from '../../hostile-text.js';

describe('clean', () => {
  test.each([
    ['a\nb\r\nc', 'a b c'],
    ['\u202Egnp.exe', 'gnp.exe'],
    ['pay\u200Bpal', 'paypal'],
    ['half \uD83D', 'half \uFFFD'],
    ['  both ends ', 'both ends'],
    ['<b> & *c*', '<b> & *c*'],
  ])('makes %j one visible line', (text, expected) => {
    expect(sanitize(text)).toBe(expected);
  });
});

describe('cut', () => {
  test('leaves alone what fits', () => {
    expect(truncateForSlack('four', 4)).toBe('four');
  });

  test('marks what it cuts off, within the limit', () => {
    expect(truncateForSlack('fives', 4)).toBe('fiv…');
  });

  test('keeps whole characters and counts what Slack escapes as Slack does', () => {
    fc.assert(
      fc.property(adversarialText, fc.integer({ min: 1, max: 300 }), (text, max) => {
        const short = truncateForSlack(sanitize(text), max);

        expect(slackLength(short)).toBeLessThanOrEqual(max);
        expect(slackLength(short)).toBe([...escapeMrkdwn(short)].length);
        expect(/\p{Cs}/u.test(short)).toBe(false);
      }),
    );
  });
});

describe('quoted', () => {
  test('is one code span, whatever is in it', () => {
    fc.assert(fc.property(adversarialText, (text) => ['', '–'].includes(withoutCodeSpans(inlineCode(text)))));
  });

  test('escapes what would become a mention or a link', () => {
    expect(inlineCode('<!channel> & co')).toBe('`&lt;!channel&gt; &amp; co`');
  });
});
