import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quoteWord, tokenize } from '../../../src/domain/command-line/tokenize.js';

function texts(line: string): readonly string[] {
  return tokenize(line).map(({ text }) => text);
}

describe('tokenize', () => {
  test.each([
    ['', []],
    ['   ', []],
    ['ami-123 with 1111', ['ami-123', 'with', '1111']],
    ['1111,2222, 3333 ,4444', ['1111', '2222', '3333', '4444']],
    [',, ,', []],
    ['a\u00a0b\tc\nd', ['a', 'b', 'c', 'd']],
  ])('splits at blanks and commas: %j', (line, expected) => {
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
  ])('keeps blanks and commas within quotation marks of any kind: %s', (line, expected) => {
    expect(texts(line)).toEqual(expected);
  });

  test('marks a quotation mark that is not closed', () => {
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
  ])('converts typographic dashes and removes invisible characters: %j', (line, expected) => {
    expect(texts(line)).toEqual([expected]);
  });

  test('keeps the dashes of a quoted word', () => {
    expect(texts('"golden – base"')).toEqual(['golden – base']);
  });

  test('reads any quoted text as the same word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(texts(quoteWord(text))).toEqual([text]);
      }),
    );
  });

  test('returns positions that lie within the line and do not overlap', () => {
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
