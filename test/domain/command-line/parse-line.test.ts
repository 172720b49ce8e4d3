import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatCommandLine } from '../../../src/domain/command-line/format-line.js';
import { parseCommandLine } from '../../../src/domain/command-line/parse-line.js';
import type { Clause, Draft, Field, Grammar } from '../../../src/domain/command-line/grammar.js';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';
import { asSlackSends } from './as-slack-sends.js';

const subject: Field = { field: 'ami', takes: 'word', required: true, label: 'AMI' };

function clause(keyword: string, overrides: Partial<Clause> = {}): Clause {
  return { keyword, field: keyword, takes: 'word', required: false, label: keyword, ...overrides };
}

const grammar: Grammar = {
  subject,
  clauses: [
    clause('with', { field: 'targets', takes: 'list', required: true }),
    clause('with snapshots', { field: 'snapshots', takes: 'flag' }),
    clause('encrypted', { takes: 'flag' }),
    clause('encrypted with', { field: 'key' }),
    clause('as', { field: 'name' }),
    clause('in', { field: 'after', accepts: (word) => /^\d+[hdw]$/.test(word) }),
    clause('in', { field: 'region' }),
    clause('because', { field: 'reason', takes: 'rest' }),
  ],
};

describe('parseCommandLine', () => {
  test.each<[string, Draft]>([
    ['ami-1 with 1111', { ami: ['ami-1'], targets: ['1111'] }],
    ['ami-1 with 1111, 2222 3333,4444', { ami: ['ami-1'], targets: ['1111', '2222', '3333', '4444'] }],
    ['ami-1 WITH 1111 In eu-west-1', { ami: ['ami-1'], targets: ['1111'], region: ['eu-west-1'] }],
    ['ami-1 in eu-west-1 with 1111', { ami: ['ami-1'], targets: ['1111'], region: ['eu-west-1'] }],
    ['ami-1 with snapshots with 1111', { ami: ['ami-1'], targets: ['1111'], snapshots: [''] }],
    ['ami-1 with 1111 with snapshots', { ami: ['ami-1'], targets: ['1111'], snapshots: [''] }],
    ['ami-1 with "snapshots"', { ami: ['ami-1'], targets: ['snapshots'] }],
    ['ami-1 with 1111 encrypted', { ami: ['ami-1'], targets: ['1111'], encrypted: [''] }],
    ['ami-1 with 1111 encrypted with alias/x', { ami: ['ami-1'], targets: ['1111'], key: ['alias/x'] }],
    ['ami-1 with 1111 in 30d', { ami: ['ami-1'], targets: ['1111'], after: ['30d'] }],
    [
      'ami-1 with 1111 in 30d in eu-west-1',
      { ami: ['ami-1'], targets: ['1111'], after: ['30d'], region: ['eu-west-1'] },
    ],
    ['ami-1 with 1111 as “my name”', { ami: ['ami-1'], targets: ['1111'], name: ['my name'] }],
    [
      'ami-1 with 1111 because they, "too", need it with snapshots  ',
      { ami: ['ami-1'], targets: ['1111'], reason: ['they, "too", need it with snapshots'] },
    ],
    ['ami-1 with 1111 because a &lt; b &amp; c', { ami: ['ami-1'], targets: ['1111'], reason: ['a < b & c'] }],
    ['ami–1 with 1111', { ami: ['ami-1'], targets: ['1111'] }],
  ])('%s', (line, draft) => {
    expect(parseCommandLine(line, grammar)).toEqual({ kind: 'draft', draft });
  });

  test.each<[string, readonly string[], Draft]>([
    ['', ['ami', 'targets'], {}],
    ['ami-1', ['targets'], { ami: ['ami-1'] }],
    ['with 1111', ['ami'], { targets: ['1111'] }],
    ['ami-1 with', ['targets'], { ami: ['ami-1'] }],
    ['ami-1 with in eu-west-1', ['targets'], { ami: ['ami-1'], region: ['eu-west-1'] }],
  ])('returns the missing fields of an incomplete line: %s', (line, missing, draft) => {
    const result = parseCommandLine(line, grammar);

    expect(result).toMatchObject({ kind: 'incomplete', draft });
    expect(result.kind === 'incomplete' && result.missing.map(({ field }) => field)).toEqual(missing);
  });

  test.each([
    ['ami-1 wiht 1111', 'targets', 'with', /“wiht” is not valid here/],
    ['ami-1 encryptd with 1111', 'encrypted', 'encrypted', /“encryptd”/],
    ['ami-1 snapshots with 1111', 'ami', undefined, /“snapshots”/],
    ['ami-1 ami-2 with 1111', 'ami', undefined, /“ami-2”/],
    ['ami-1 with 1111 with 2222', 'targets', undefined, /“with” is given twice/],
    ['ami-1 with 1111 encrypted encrypted', 'encrypted', undefined, /twice/],
    ['ami-1 with 1111 in', 'region', undefined, /After “in” something is missing/],
    ['ami-1 with 1111 because  ', 'reason', undefined, /After “because” something is missing/],
    ['ami-1 with 1111 as "my name', 'name', undefined, /quotation mark/],
    ['ami-1 with 1111 as my name', 'ami', undefined, /“name” is not valid here/],
  ])('%s', (line, field, nearest, text) => {
    const result = parseCommandLine(line, grammar);

    expect(result.kind).toBe('invalid');
    const inputError = result.kind === 'invalid' ? result.errors[0] : undefined;
    expect(inputError).toMatchObject({ field });
    expect(inputError?.suggestion).toBe(nearest);
    expect(inputError?.text).toMatch(text);
  });

  test('never throws and keeps error texts below 500 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...OPERATIONS), (line, operation) => {
        const result = parseCommandLine(line, operation.grammar);

        const texts = result.kind === 'invalid' ? result.errors.map(({ text }) => text) : [];
        expect(texts.every((text) => text.length < 500)).toBe(true);
      }),
    );
  });

  test('never throws for words in any order', () => {
    const words = fc.constantFrom(
      'with',
      'snapshots',
      'in',
      'of',
      'because',
      'encrypted',
      'as',
      'to',
      '"',
      ',',
      'ami-1',
      '“',
      '',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), fc.constantFrom(...OPERATIONS), (line, { grammar }) => {
        expect(['draft', 'incomplete', 'invalid']).toContain(parseCommandLine(line.join(' '), grammar).kind);
      }),
    );
  });
});

describe('formatCommandLine', () => {
  test.each<[Draft, string]>([
    [{ ami: ['ami-1'], targets: ['1111', '2222'] }, 'ami-1 with 1111, 2222'],
    [{ targets: ['with'], ami: ['in'] }, '"in" with "with"'],
    [{ ami: ['ami-1'], encrypted: [''], key: ['k'] }, 'ami-1 encrypted with k'],
    [{ ami: ['ami-1'], name: ['my name'], reason: ['so, "there"'] }, 'ami-1 as "my name" because so, "there"'],
    [{}, ''],
  ])('%j', (draft, line) => {
    expect(formatCommandLine(grammar, draft)).toBe(line);
  });

  test('prints any draft as a line that Slack sends and the parser reads back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...OPERATIONS).chain(({ grammar }) => draftOf(grammar).map((draft) => ({ grammar, draft }))),
        ({ grammar, draft }) => {
          const line = asSlackSends(formatCommandLine(grammar, draft));

          expect(parseCommandLine(line, grammar)).toEqual({ kind: 'draft', draft });
        },
      ),
    );
  });
});

/** Any draft that is complete; `encrypted with` says `encrypted`, so that the two do not stand together. */
function draftOf({ subject: first, clauses }: Grammar): fc.Arbitrary<Draft> {
  const fields = [...(first === undefined ? [] : [first]), ...clauses];
  const model = Object.fromEntries(
    fields.map((field) => [field.field, valuesOf(field).filter(([first = '']) => isMeantFor(field, first, clauses))]),
  );
  const requiredKeys = fields.filter(({ required }) => required).map(({ field }) => field);
  return fc
    .record(model, { requiredKeys })
    .map(({ encrypted, ...draft }) => (encrypted === undefined || 'key' in draft ? draft : { ...draft, encrypted }));
}

/** Of clauses with the same keyword, a word is meant for the one that accepts it: no line says it to another. */
function isMeantFor({ keyword, accepts }: Partial<Clause>, word: string, clauses: readonly Clause[]): boolean {
  if (accepts !== undefined) return accepts(word);
  return !clauses.some((other) => other.keyword === keyword && other.accepts?.(word) === true);
}

function valuesOf({ takes }: Field): fc.Arbitrary<readonly string[]> {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom('with', 'IN', 'because', 'a, b', '30d', '2 w'),
  );
  switch (takes) {
    case 'flag':
      return fc.constant(['']);
    case 'word':
      return text.map((word) => [word]);
    case 'list':
      return fc.array(text, { minLength: 1, maxLength: 4 });
    case 'rest':
      return text.map((rest) => [rest.trim() === '' ? 'x' : rest.trim()]);
  }
}
