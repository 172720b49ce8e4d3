import { describe, expect, test } from '@jest/globals';
import { createHelpTopics } from '../../../../src/listeners/blocks/help/topics.js';
import { parseCommandLine } from '../../../../src/domain/command-line/parse-line.js';
import { splitCommand } from '../../../../src/domain/command-line/slack-text.js';
import type { Directory } from '../../../../src/domain/model/directory.js';
import { OPERATIONS } from '../../../../src/domain/operations/registry.js';
import { directory } from '../../../workflows/builders.js';

const MATTERS = createHelpTopics({ expireAfterMs: 259_200_000, remindAfterMs: 14_400_000 });
const EXAMPLES = MATTERS.flatMap(({ examples }) => examples);

/** The operation of a line, and what is left of it. */
function operationIn(line: string) {
  const { word, rest } = splitCommand(line.replace('/ami ', ''));
  return { operation: OPERATIONS.find(({ name }) => name === word), rest };
}

describe('the help topics', () => {
  test('refer only to existing commands', () => {
    const others = ['policy', 'requests', 'digest'];
    const unknown = EXAMPLES.filter(
      (line) => operationIn(line).operation === undefined && !others.some((name) => line.startsWith(`/ami ${name}`)),
    );

    expect(EXAMPLES.length).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
  });

  test.each(EXAMPLES.filter((line) => operationIn(line).operation !== undefined))(
    'contain the valid example %s',
    (line) => {
      const { operation, rest } = operationIn(line);
      const named: Directory = [...directory, { id: '777788889999', name: 'partner', regions: ['us-east-1'] }];
      const read = operation === undefined ? undefined : parseCommandLine(rest, operation.grammar);

      expect(read?.kind).toBe('draft');
      expect(
        read?.kind === 'draft' &&
          operation?.parse(read.draft, { directory: named, now: '2026-11-24T09:00:00.000Z' }).kind,
      ).toBe('valid');
    },
  );

  test('state the configured durations', () => {
    const [approvals] = MATTERS;

    expect(approvals?.help.join(' ')).toContain(
      'once, after 4 hours. A request without a decision expires after 3 days.',
    );
  });
});
