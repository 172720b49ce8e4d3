import { describe, expect, test } from '@jest/globals';
import type { Mistake } from '../../../src/workflows/operations/contract.js';
import { nearest } from '../../../src/workflows/operations/grammar/nearest.js';
import { readLine } from '../../../src/workflows/operations/grammar/read-line.js';
import { splitCommand } from '../../../src/workflows/operations/grammar/split-command.js';
import { OPERATIONS } from '../../../src/workflows/operations/index.js';
import { directory } from './directory.js';
import { NOW } from './facts-builder.js';
import { asSlackSends } from './grammar/as-slack-sends.js';
import { WRONG_COMMANDS } from './wrong-commands.js';

/** What is wrong with a command; nothing when it is right or only lacks something. */
function mistakesIn(line: string): readonly Mistake[] {
  const { word, rest } = splitCommand(asSlackSends(line));
  const operation = OPERATIONS.find(({ name }) => name === word);
  if (operation === undefined) {
    const near = nearest(
      word,
      OPERATIONS.map(({ name }) => name),
    );
    return [{ field: 'operation', text: word, ...(near === undefined ? {} : { nearest: near }) }];
  }
  const read = readLine(rest, operation.grammar);
  if (read.kind === 'mistakes') return read.mistakes;
  if (read.kind === 'incomplete') return [];
  const parsed = operation.parse(read.draft, { directory, now: NOW });
  return parsed.kind === 'mistakes' ? parsed.mistakes : [];
}

describe('wrong commands', () => {
  test('there are enough of them', () => {
    expect(new Set(WRONG_COMMANDS.map(({ line }) => line)).size).toBeGreaterThanOrEqual(60);
  });

  test.each(WRONG_COMMANDS)('$line', ({ line, says, nearest: near }) => {
    const mistakes = mistakesIn(line);

    expect(mistakes.length).toBeGreaterThan(0);
    const mistake = mistakes.find(({ text }) => text.includes(says));
    expect({ mistakes, found: mistake !== undefined }).toMatchObject({ found: true });
    expect(mistake?.nearest).toBe(near);
  });
});
