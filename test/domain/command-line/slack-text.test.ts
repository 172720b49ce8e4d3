import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeSlackText } from '../../../src/domain/command-line/slack-text.js';
import { asSlackSends } from './as-slack-sends.js';

describe('decodeSlackText', () => {
  test.each([
    ['a &amp; b &lt;c&gt;', 'a & b <c>'],
    ['&amp;lt;', '&lt;'],
    ['as <http://golden.base|golden.base>', 'as golden.base'],
    ['<https://example.com/a?b=1&amp;c=2>', 'https://example.com/a?b=1&c=2'],
    ['<mailto:ana@example.com|ana@example.com>', 'ana@example.com'],
    ['<mailto:ana@example.com>', 'ana@example.com'],
    ['with <@U0ANA|ana>', 'with @U0ANA'],
    ['in <#C0GENERAL|general>', 'in #C0GENERAL'],
    ['<!here>', '@here'],
    ['<!subteam^S0TEAM|@team>', '@subteam^S0TEAM'],
    ['<>', ''],
    ['a < b', 'a < b'],
  ])('%s', (sent, typed) => {
    expect(decodeSlackText(sent)).toBe(typed);
  });

  test('decodes any text to what was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        expect(decodeSlackText(asSlackSends(typed))).toBe(typed);
      }),
    );
  });
});
