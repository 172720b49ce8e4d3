import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quoteWord, tokenize } from '../../../src/domain/command-line/tokenize.js';

function texts(line: string): readonly string[] {
  return tokenize(line).map(({ text }) => text);
}

describe('the words of a line', () => {
  test.each([
    ['', []],
    ['   ', []],
    ['ami-123 with 1111', ['ami-123', 'with', '1111']],
    ['1111,2222, 3333 ,4444', ['1111', '2222', '3333', '4444']],
    [',, ,', []],
    ['a\u00a0b\tc\nd', ['a', 'b', 'c', 'd']],
  ])('blanks and commas separate: %j', (line, expected) => {
    expect(texts(line)).toEqual(expected);
  });

  test.each([
    ['"my name"', ['my name']],
    ["'my name'", ['my name']],
    ['`my name`', ['my name']],
    ['“my name”', ['my name']],
    ['„my name“', ['my name']],
    ['”my name”', ['my name']],
    ['«my name»', ['my name']],
    ['»my name«', ['my name']],
    ['‘my name’', ['my name']],
    ['“my name"', ['my name']],
    ['as "a, b" in', ['as', 'a, b', 'in']],
    ['""', ['']],
    ['"say ""yes"""', ['say "yes"']],
    ["it's ana’s", ["it's", 'ana’s']],
    ["'it's fine'", ["it's fine"]],
    ['5" disk', ['5"', 'disk']],
  ])('quotes of any kind keep blanks and commas: %s', (line, expected) => {
    expect(texts(line)).toEqual(expected);
  });

  test('a quotation mark that nothing closes is told', () => {
    expect(tokenize('as "my name').map(({ text, unclosed }) => [text, unclosed])).toEqual([
      ['as', false],
      ['"my', true],
      ['name', false],
    ]);
  });

  test.each([
    ['ami–1234', 'ami-1234'],
    ['ami—1234', 'ami-1234'],
    ['us‑east−1', 'us-east-1'],
    ['—with', '-with'],
    ['ami-1234\u200b', 'ami-1234'],
    ['\ufeffami-1234', 'ami-1234'],
  ])('typographic dashes are hyphens and invisible characters are gone: %j', (line, expected) => {
    expect(texts(line)).toEqual([expected]);
  });

  test('a quoted word keeps its dashes', () => {
    expect(texts('"golden – base"')).toEqual(['golden – base']);
  });

  test('every text, written as a word, is read as that word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(texts(quoteWord(text))).toEqual([text]);
      }),
    );
  });

  test('every word lies in the line where it says, and the words do not overlap', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', ' ', "'", '“', '”', '–'), maxLength: 30 }),
        (line) => {
          const tokens = tokenize(line);

          for (const [index, { start, end }] of tokens.entries()) {
            expect(end).toBeGreaterThan(start);
            expect(start).toBeGreaterThanOrEqual(tokens[index - 1]?.end ?? 0);
            expect(end).toBeLessThanOrEqual(line.length);
          }
        },
      ),
    );
  });
});
