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
  ['plain words remain text', 'hello', [text('hello')]],
  ['asterisks make bold text', 'a *b c* d', [text('a '), styled('bold', text('b c')), text(' d')]],
  ['underscores make italic text', '_a_', [styled('italic', text('a'))]],
  ['tildes make strikethrough text', '~a~', [styled('strike', text('a'))]],
  ['styles can be nested', '*a _b_*', [styled('bold', text('a '), styled('italic', text('b')))]],
  ['a style needs a word boundary outside its marks', 'a*b*c snake_case_name', [text('a*b*c snake_case_name')]],
  ['a style cannot have a space inside its marks', '* a * 2 * 3', [text('* a * 2 * 3')]],
  ['a style cannot span lines', '*a\nb*', [text('*a'), { kind: 'break' }, text('b*')]],
  ['backticks make code without parsing its content', '`*a* &lt;b`', [{ kind: 'code', text: '*a* <b' }]],
  [
    'a fence makes a code block',
    'a\n```\nx *y*\n```\nb',
    [text('a'), { kind: 'break' }, { kind: 'preformatted', text: 'x *y*' }, text('b')],
  ],
  ['an unclosed fence remains text', '```a', [text('```a')]],
  [
    'consecutive lines with > make one quote',
    '> a\n>b\nc',
    [{ kind: 'quote', children: [text('a'), { kind: 'break' }, text('b')] }, text('c')],
  ],
  ['an escaped > does not make a quote', '&gt; a', [text('> a')]],
  ['only three entities are decoded, and only once', '&amp;lt; &lt; &gt; &quot;', [text('&lt; < > &quot;')]],
  ['a user ID makes a mention', '<@U0RITA>', [{ kind: 'user', id: 'U0RITA' }]],
  ['a channel keeps its label', '<#C0GENERAL|general>', [{ kind: 'channel', id: 'C0GENERAL', label: 'general' }]],
  ['a subteam token makes a user group mention', '<!subteam^S0PLATFORM>', [{ kind: 'group', id: 'S0PLATFORM' }]],
  ['a channel token makes a broad mention', '<!channel>', [{ kind: 'broadcast', range: 'channel' }]],
  [
    'a link has its label with decoded entities',
    '<https://a.example/?x=1&amp;y=2|a &amp; b>',
    [{ kind: 'link', url: 'https://a.example/?x=1&y=2', label: 'a & b' }],
  ],
  [
    'a mail link has the address as its label',
    '<mailto:a@b.example>',
    [{ kind: 'link', url: 'mailto:a@b.example', label: 'a@b.example' }],
  ],
  [
    'a date keeps seconds, format and fallback',
    '<!date^1795000000^{date_short} at {time}|then>',
    [{ kind: 'date', seconds: 1_795_000_000, format: '{date_short} at {time}', fallback: 'then' }],
  ],
  [
    'an unknown token remains unchanged',
    '<!subteam> <who>',
    [{ kind: 'unknown', raw: '<!subteam>' }, text(' '), { kind: 'unknown', raw: '<who>' }],
  ],
  [
    'a script URL does not make a link',
    '<javascript:alert(1)|x>',
    [{ kind: 'unknown', raw: '<javascript:alert(1)|x>' }],
  ],
  ['an emoji has a name', ':tada: 10:30:45', [{ kind: 'emoji', name: 'tada' }, text(' 10:30:45')]],
];

describe('parseMrkdwn', () => {
  test.each(CASES)('%s', (_rule, mrkdwn, nodes) => {
    expect(parseMrkdwn(mrkdwn, { verbatim: true })).toEqual(nodes);
  });

  test('links bare URLs only if the text is not verbatim', () => {
    const link = { kind: 'link', url: 'https://a.example/b', label: 'https://a.example/b' };

    expect(parseMrkdwn('see https://a.example/b.', { verbatim: false })).toEqual([text('see '), link, text('.')]);
    expect(parseMrkdwn('see https://a.example/b.', { verbatim: true })).toEqual([text('see https://a.example/b.')]);
  });

  test('returns escaped text of others unchanged, without mentions, links or dates', () => {
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
