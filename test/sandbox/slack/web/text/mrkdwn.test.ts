import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseMrkdwn } from '../../../../../sandbox/slack/web/text/mrkdwn.js';
import type { TextNode } from '../../../../../sandbox/slack/web/text/nodes.js';

function text(value: string): TextNode {
  return { kind: 'text', text: value };
}

function styled(style: 'bold' | 'italic' | 'strike', ...children: readonly TextNode[]): TextNode {
  return { kind: 'styled', style, children };
}

const CASES: readonly (readonly [rule: string, mrkdwn: string, nodes: readonly TextNode[]])[] = [
  ['words are words', 'hello', [text('hello')]],
  ['stars make bold', 'a *b c* d', [text('a '), styled('bold', text('b c')), text(' d')]],
  ['underscores make italic', '_a_', [styled('italic', text('a'))]],
  ['tildes strike out', '~a~', [styled('strike', text('a'))]],
  ['styles nest', '*a _b_*', [styled('bold', text('a '), styled('italic', text('b')))]],
  ['a style needs a word boundary outside', 'a*b*c snake_case_name', [text('a*b*c snake_case_name')]],
  ['a style takes no space inside its marks', '* a * 2 * 3', [text('* a * 2 * 3')]],
  ['a style ends with its line', '*a\nb*', [text('*a'), { kind: 'break' }, text('b*')]],
  ['backticks make code, in which nothing is parsed', '`*a* &lt;b`', [{ kind: 'code', text: '*a* <b' }]],
  [
    'a fence makes a block',
    'a\n```\nx *y*\n```\nb',
    [text('a'), { kind: 'break' }, { kind: 'preformatted', text: 'x *y*' }, text('b')],
  ],
  ['a fence that is not closed is text', '```a', [text('```a')]],
  [
    'lines that begin with > make one quote',
    '> a\n>b\nc',
    [{ kind: 'quote', children: [text('a'), { kind: 'break' }, text('b')] }, text('c')],
  ],
  ['an escaped > makes no quote', '&gt; a', [text('> a')]],
  ['exactly three entities are resolved, once', '&amp;lt; &lt; &gt; &quot;', [text('&lt; < > &quot;')]],
  ['a person is mentioned by id', '<@U0RITA>', [{ kind: 'user', id: 'U0RITA' }]],
  ['a channel keeps its label', '<#C0GENERAL|general>', [{ kind: 'channel', id: 'C0GENERAL', label: 'general' }]],
  ['a user group is mentioned', '<!subteam^S0PLATFORM>', [{ kind: 'group', id: 'S0PLATFORM' }]],
  ['a broad mention is one', '<!channel>', [{ kind: 'broadcast', range: 'channel' }]],
  [
    'a link shows its label with entities resolved',
    '<https://a.example/?x=1&amp;y=2|a &amp; b>',
    [{ kind: 'link', url: 'https://a.example/?x=1&y=2', label: 'a & b' }],
  ],
  [
    'a mail link shows the address',
    '<mailto:a@b.example>',
    [{ kind: 'link', url: 'mailto:a@b.example', label: 'a@b.example' }],
  ],
  [
    'a date keeps seconds, format and fallback',
    '<!date^1795000000^{date_short} at {time}|then>',
    [{ kind: 'date', seconds: 1_795_000_000, format: '{date_short} at {time}', fallback: 'then' }],
  ],
  [
    'an unknown token stays as it was typed',
    '<!subteam> <who>',
    [{ kind: 'unknown', raw: '<!subteam>' }, text(' '), { kind: 'unknown', raw: '<who>' }],
  ],
  ['a script is no link', '<javascript:alert(1)|x>', [{ kind: 'unknown', raw: '<javascript:alert(1)|x>' }]],
  ['an emoji has a name', ':tada: 10:30:45', [{ kind: 'emoji', name: 'tada' }, text(' 10:30:45')]],
];

describe('parseMrkdwn', () => {
  test.each(CASES)('%s', (_rule, mrkdwn, nodes) => {
    expect(parseMrkdwn(mrkdwn, { verbatim: true })).toEqual(nodes);
  });

  test('makes links of bare addresses only where the text is not verbatim', () => {
    const link = { kind: 'link', url: 'https://a.example/b', label: 'https://a.example/b' };

    expect(parseMrkdwn('see https://a.example/b.', { verbatim: false })).toEqual([text('see '), link, text('.')]);
    expect(parseMrkdwn('see https://a.example/b.', { verbatim: true })).toEqual([text('see https://a.example/b.')]);
  });

  test('shows any foreign text, once escaped, with all its characters and no mention, link or date in it', () => {
    const dangerous = fc.array(fc.constantFrom('<', '>', '&', '!', '@U0RITA', '|', '^', 'https://x.example', 'a', ' '));
    fc.assert(
      fc.property(dangerous, (parts) => {
        const foreign = parts.join('');
        const escaped = foreign.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        const nodes = parseMrkdwn(escaped, { verbatim: true });
        expect(nodes).toEqual(foreign === '' ? [] : [text(foreign)]);
      }),
    );
  });
});
