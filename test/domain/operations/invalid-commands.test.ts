import { describe, expect, test } from '@jest/globals';
import type { InputError } from '../../../src/domain/operations/contract.js';
import { closestMatch } from '../../../src/domain/command-line/closest-match.js';
import { parseCommandLine } from '../../../src/domain/command-line/parse-line.js';
import { splitCommand } from '../../../src/domain/command-line/slack-text.js';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';
import { directory } from './directory.js';
import { NOW } from './facts-builder.js';
import { asSlackSends } from '../command-line/as-slack-sends.js';
import { WRONG_COMMANDS } from './invalid-commands.js';

/** What is wrong with a command; nothing when it is right or only lacks something. */
function mistakesIn(line: string): readonly InputError[] {
  const { word, rest } = splitCommand(asSlackSends(line));
  const operation = OPERATIONS.find(({ name }) => name === word);
  if (operation === undefined) {
    const near = closestMatch(
      word,
      OPERATIONS.map(({ name }) => name),
    );
    return [{ field: 'operation', text: word, ...(near === undefined ? {} : { suggestion: near }) }];
  }
  const read = parseCommandLine(rest, operation.grammar);
  if (read.kind === 'invalid') return read.errors;
  if (read.kind === 'incomplete') return [];
  const parsed = operation.parse(read.draft, { directory, now: NOW });
  return parsed.kind === 'invalid' ? parsed.errors : [];
}

describe('invalid commands', () => {
  test('cover at least 60 different lines', () => {
    expect(new Set(WRONG_COMMANDS.map(({ line }) => line)).size).toBeGreaterThanOrEqual(60);
  });

  test.each(WRONG_COMMANDS)('reports the error in: $line', ({ line, expectedText, suggestion: near }) => {
    const inputErrors = mistakesIn(line);

    expect(inputErrors.length).toBeGreaterThan(0);
    const inputError = inputErrors.find(({ text }) => text.includes(expectedText));
    expect({ mistakes: inputErrors, found: inputError !== undefined }).toMatchObject({ found: true });
    expect(inputError?.suggestion).toBe(near);
  });
});
