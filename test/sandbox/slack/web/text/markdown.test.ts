import { describe, expect, test } from '@jest/globals';
import { parseMarkdown, type MarkdownPart } from '../../../../../sandbox/slack/web/text/markdown.js';

const CASES: readonly (readonly [rule: string, markdown: string, parts: readonly MarkdownPart[]])[] = [
  ['a heading has a level', '## Help', [{ kind: 'heading', level: 2, children: [{ kind: 'text', text: 'Help' }] }]],
  [
    'empty lines separate paragraphs',
    'a\n\nb',
    [
      { kind: 'paragraph', children: [{ kind: 'text', text: 'a' }] },
      { kind: 'paragraph', children: [{ kind: 'text', text: 'b' }] },
    ],
  ],
  [
    'two asterisks make bold text and one makes italic text',
    '**a** *b*',
    [
      {
        kind: 'paragraph',
        children: [
          { kind: 'styled', style: 'bold', children: [{ kind: 'text', text: 'a' }] },
          { kind: 'text', text: ' ' },
          { kind: 'styled', style: 'italic', children: [{ kind: 'text', text: 'b' }] },
        ],
      },
    ],
  ],
  [
    'lines with hyphens make a list',
    '- a\n- `b`',
    [{ kind: 'list', ordered: false, items: [[{ kind: 'text', text: 'a' }], [{ kind: 'code', text: 'b' }]] }],
  ],
  ['a fence makes a code block', '```sh\nls\n```', [{ kind: 'code', text: 'ls' }]],
  [
    'only web URLs make links',
    '[a](https://a.example) [b](javascript:x)',
    [
      {
        kind: 'paragraph',
        children: [
          { kind: 'link', url: 'https://a.example', label: 'a' },
          { kind: 'text', text: ' [b](javascript:x)' },
        ],
      },
    ],
  ],
];

describe('parseMarkdown', () => {
  test.each(CASES)('%s', (_rule, markdown, parts) => {
    expect(parseMarkdown(markdown)).toEqual(parts);
  });
});
