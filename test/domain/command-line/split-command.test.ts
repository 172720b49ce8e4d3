import { describe, expect, test } from '@jest/globals';
import { splitCommand } from '../../../src/domain/command-line/slack-text.js';

describe('splitCommand', () => {
  test.each([
    ['', '', ''],
    ['   ', '', ''],
    ['help', 'help', ''],
    ['  Share   ami-1 with 1111 ', 'share', 'ami-1 with 1111 '],
    ['share\nami-1', 'share', 'ami-1'],
    ['status AR-7F3K2M', 'status', 'AR-7F3K2M'],
    ['&lt;b&gt; &amp;amp;', '<b>', '&amp;amp;'],
  ])('splits %j into %s and the unchanged rest', (text, word, rest) => {
    expect(splitCommand(text)).toEqual({ word, rest });
  });
});
