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
    ['offers nothing for a message', 'hello /ami', [], null],
    ['offers every command for a slash', '/', ['/ami ', '/amount '], 0],
    ['offers the commands that start with the text', '/amo', ['/amount '], 0],
    ['offers nothing for a complete command', '/ami', [], null],
    [
      'offers words and examples after the command without a preference',
      '/ami ',
      ['/ami share ', '/ami unshare ', '/ami copy ', '/ami help ', '/ami share ami-123 with 1111'],
      null,
    ],
    ['prefers the word over an example', '/ami sh', ['/ami share ', '/ami share ami-123 with 1111'], 0],
    ['offers an example without preferring it', '/ami share ami', ['/ami share ami-123 with 1111'], null],
    ['offers nothing for a complete example', '/ami share ami-123 with 1111', [], null],
    ['offers nothing for an unknown command', '/nope sh', [], null],
  ];

describe('completionsFor', () => {
  test.each(CASES)('%s', (_rule, text, offered, preferred) => {
    const completions = completionsFor(text, vocabulary);

    expect(completions.items.map((item) => item.text)).toEqual(offered);
    expect(completions.preferred).toBe(preferred);
  });

  test('returns the usage hint of a command', () => {
    expect(completionsFor('/ami', vocabulary).hint).toBe('/ami share <ami> | unshare | copy | help [topic]');
  });
});
