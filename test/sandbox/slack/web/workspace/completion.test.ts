import { describe, expect, test } from '@jest/globals';
import { completionsFor } from '../../../../../sandbox/slack/web/workspace/completion.js';

const vocabulary = {
  commands: [
    { command: '/ami', description: 'AMI requests', usage_hint: 'share <ami> | unshare | copy | help [topic]' },
    { command: '/amount', description: 'Something else', usage_hint: '' },
  ],
  guide: [{ command: '/ami share ami-123 with 1111', shows: 'Asks the platform team' }],
};

const CASES: readonly (readonly [rule: string, text: string, offered: readonly string[], preferred: number | null])[] =
  [
    ['nothing is offered for a message', 'hello /ami', [], null],
    ['a slash offers every command', '/', ['/ami ', '/amount '], 0],
    ['the beginning of a command offers those that go on so', '/amo', ['/amount '], 0],
    ['Enter sends a command that is complete', '/ami', [], null],
    [
      'after the command come its words and the examples, and Enter still sends',
      '/ami ',
      ['/ami share ', '/ami unshare ', '/ami copy ', '/ami help ', '/ami share ami-123 with 1111'],
      null,
    ],
    ['the beginning of a word prefers the word', '/ami sh', ['/ami share ', '/ami share ami-123 with 1111'], 0],
    ['an example is offered but not preferred', '/ami share ami', ['/ami share ami-123 with 1111'], null],
    ['a whole example is offered no more', '/ami share ami-123 with 1111', [], null],
    ['an unknown command has no words', '/nope sh', [], null],
  ];

describe('completionsFor', () => {
  test.each(CASES)('%s', (_rule, text, offered, preferred) => {
    const completions = completionsFor(text, vocabulary);

    expect(completions.items.map((item) => item.text)).toEqual(offered);
    expect(completions.preferred).toBe(preferred);
  });

  test('a command shows how it is used', () => {
    expect(completionsFor('/ami', vocabulary).hint).toBe('/ami share <ami> | unshare | copy | help [topic]');
  });
});
