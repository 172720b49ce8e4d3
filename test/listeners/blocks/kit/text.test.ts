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

describe('sanitize', () => {
  test.each([
    ['a\nb\r\nc', 'a b c'],
    ['\u202Egnp.exe', 'gnp.exe'],
    ['pay\u200Bpal', 'paypal'],
    ['half \uD83D', 'half \uFFFD'],
    ['  both ends ', 'both ends'],
    ['<b> & *c*', '<b> & *c*'],
  ])('turns %j into one visible line', (text, expected) => {
    expect(sanitize(text)).toBe(expected);
  });
});

describe('truncateForSlack', () => {
  test('returns a text within the limit unchanged', () => {
    expect(truncateForSlack('four', 4)).toBe('four');
  });

  test('ends a truncated text with an ellipsis, within the limit', () => {
    expect(truncateForSlack('fives', 4)).toBe('fiv…');
  });

  test('keeps whole characters and counts escaped characters like Slack', () => {
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

describe('inlineCode', () => {
  test('returns one code span for any text', () => {
    fc.assert(fc.property(adversarialText, (text) => ['', '–'].includes(withoutCodeSpans(inlineCode(text)))));
  });

  test('escapes mentions and links', () => {
    expect(inlineCode('<!channel> & co')).toBe('`&lt;!channel&gt; &amp; co`');
  });
});
