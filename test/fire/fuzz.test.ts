import { describe, expect, test } from '@jest/globals';
import { messageViolations } from '../../sandbox/slack/rules/index.js';
import { inputErrorsAnswer, unknownCommand } from '../../src/listeners/blocks/answers/input-errors.js';
import type { Message } from '../../src/listeners/blocks/kit/message.js';
import { parseCommandLine } from '../../src/domain/command-line/parse-line.js';
import { splitCommand } from '../../src/domain/command-line/slack-text.js';
import { OPERATIONS } from '../../src/domain/operations/registry.js';
import { directory } from '../workflows/builders.js';
import { findMrkdwnOrBroadcasts } from '../listeners/hostile-text.js';
import { NOW } from '../domain/operations/facts-builder.js';
import { numberFromEnvironment, pick, randomFrom } from './random.js';

/* Random and hostile command lines. FUZZ_LINES sets their number, FUZZ_SEED the seed. */

const LINES = numberFromEnvironment('FUZZ_LINES', 100_000);
const SEED = numberFromEnvironment('FUZZ_SEED', 20_261_126);

const WORDS: readonly string[] = [
  ...OPERATIONS.map(({ name }) => name),
  ...OPERATIONS.flatMap(({ grammar }) => grammar.clauses.map(({ keyword }) => keyword)),
  'ami-123',
  'ami-1234567890abcdef0',
  'prod',
  '1111',
  '444455556666',
  'us-east-1',
  'arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5',
  's3://bucket/key.ova',
  't3.micro',
  '30d',
  '2027-01-01',
  ',',
];

const PIECES: readonly string[] = [
  '"',
  "'",
  '“',
  '’',
  '&lt;!channel&gt;',
  '<@U0RITA>',
  '<!subteam^S0PLATFORM|platform>',
  '<https://example.com|label>',
  '<!date^0^{date}|x>',
  '*bold*',
  '`code`',
  '```',
  '\u202e',
  '\u0000',
  '\u200b',
  '\ud83d',
  '🎉',
  '\n',
  '\t',
  '&amp;amp;',
  '__proto__',
  'constructor',
  '${7*7}',
  '; rm -rf /',
  '../../etc/passwd',
  '%00',
  '-',
  '—',
  'x'.repeat(3_000),
];

function lineFrom(random: () => number): string {
  const length = Math.floor(random() * 12);
  const words = Array.from({ length }, () => (random() < 0.7 ? pick(random, WORDS) : pick(random, PIECES)));
  return words.join(random() < 0.8 ? ' ' : pick(random, PIECES));
}

/** The answer that needs no lookup. Undefined if the line is a valid command. */
function answerTo(line: string): Message | undefined {
  const { word, rest } = splitCommand(line);
  const operation = OPERATIONS.find(({ name }) => name === word);
  if (operation === undefined) return unknownCommand(word);
  const read = parseCommandLine(rest, operation.grammar);
  if (read.kind === 'invalid') return inputErrorsAnswer(read.errors, operation);
  if (read.kind === 'incomplete') return undefined;
  const parsed = operation.parse(read.draft, { directory, now: NOW });
  if (parsed.kind === 'invalid') return inputErrorsAnswer(parsed.errors, operation);
  // What is understood is what the operation's own schema takes.
  operation.input.parse(parsed.input);
  return undefined;
}

describe(`${LINES} command lines (seed ${SEED})`, () => {
  test(
    'are all parsed or answered, and Slack accepts and shows each answer unchanged',
    () => {
      const random = randomFrom(SEED);
      const wrong: unknown[] = [];
      let answered = 0;
      for (let count = 0; count < LINES && wrong.length < 5; count += 1) {
        const line = lineFrom(random);
        try {
          const answer = answerTo(line);
          if (answer === undefined) continue;
          answered += 1;
          const faults = [...messageViolations(answer), ...findMrkdwnOrBroadcasts(answer.blocks)];
          if (faults.length > 0) wrong.push([line.slice(0, 300), faults]);
        } catch (error) {
          wrong.push([line.slice(0, 300), error]);
        }
      }

      expect(wrong).toEqual([]);
      expect(answered).toBeGreaterThan(LINES / 10);
    },
    LINES * 2 + 60_000,
  );
});
