import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageViolations } from '../../../../sandbox/slack/rules/index.js';
import { mrkdwn, plain, rich, type BlockObject } from '../block-fragments.js';

function messageProblems(...blocks: readonly BlockObject[]): readonly string[] {
  return messageViolations({ text: 'Hello', blocks });
}

describe('texts of a message', () => {
  test.each([
    'Hello <@U0ANA>, <@U0ANA|ana> and <!subteam^S0PLATFORM|platform> in <#C0GENERAL|general>',
    '<https://example.com/?a=1&b=2|the page> of <mailto:ana@example.com|Ana>',
    '<!date^1732430000^{date_short} {time}|24 November 2024, 06:33 UTC>',
    'a &lt; b &amp;&amp; c &gt; d',
    '> quoted',
  ])('may be %p', (text) => {
    expect(messageViolations({ text, blocks: [{ type: 'section', text: mrkdwn(text) }] })).toEqual([]);
  });

  test.each([
    ['<!channel>', 'mentions everyone: <!channel>'],
    ['<!here|here>', 'mentions everyone: <!here|here>'],
    ['<!everyone>', 'mentions everyone: <!everyone>'],
    ['my <name>', 'unknown token: <name>'],
    ['<javascript:alert(1)|x>', 'unknown token: <javascript:alert(1)|x>'],
    ['a < b', 'an unescaped < in mrkdwn'],
    ['R&D', 'an unescaped & in mrkdwn'],
    ['&quot;', 'an unescaped & in mrkdwn'],
  ])('cannot be %p', (text, problem) => {
    expect(messageViolations({ text })).toEqual([`[ERROR] ${problem} [json-pointer:/text]`]);
    expect(messageProblems({ type: 'section', text: mrkdwn(text) })).toEqual([
      `[ERROR] ${problem} [json-pointer:/blocks/0/text/text]`,
    ]);
  });

  test('are not parsed if they are plain text', () => {
    expect(
      messageProblems({ type: 'section', text: plain('<!channel> & <name>') }, rich('<!channel> & <name>')),
    ).toEqual([]);
  });

  test('are required in addition to blocks', () => {
    expect(messageViolations({ blocks: [{ type: 'divider' }] })).toEqual([
      '[ERROR] missing required field: text [json-pointer:/text]',
    ]);
  });

  test('are valid for any input once &, < and > are escaped', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (foreign) => {
        const escaped = foreign.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

        expect(messageViolations({ text: escaped })).toEqual([]);
      }),
    );
  });
});

describe('metadata of a message', () => {
  test('has a type and a payload', () => {
    const metadata = { event_type: 'request', event_payload: { id: 'AR-1' } };

    expect(messageViolations({ text: 'x', metadata })).toEqual([]);
    expect(messageViolations({ text: 'x', metadata: { event_type: 'request' } })).not.toEqual([]);
  });
});
