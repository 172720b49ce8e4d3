import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageViolations } from '../../../../sandbox/slack/rules/index.js';
import { answeredMessage } from '../../../../src/listeners/blocks/digest/answered.js';
import { digestPages } from '../../../../src/listeners/blocks/digest/pages.js';
import type { Message } from '../../../../src/listeners/blocks/message.js';
import type { ShownAnswer } from '../../../../src/workflows/digest/shown.js';
import type { Drift } from '../../../../src/workflows/drift/types.js';
import { known } from '../../../../src/workflows/facts/known.js';
import { OPERATIONS } from '../../../../src/workflows/operations/index.js';
import { ana, rita } from '../../../workflows/builders.js';
import { digest, manyStale, stale } from '../../../workflows/digest/builders.js';
import { directory } from '../../../workflows/operations/directory.js';
import { hostileText, parsedTexts } from '../../hostile.js';
import { shown } from '../../shown.js';

const OPTIONS = { directory, ownerTag: 'Owner', operations: OPERATIONS };
const OLD = { imageId: 'ami-0a57a1ed0c4b3f210', region: 'us-east-1', account: '999988887777' };
const PROD = { kind: 'account', id: '111122223333' } as const;
const DRIFT: Drift = { ...OLD, name: 'golden', grantee: PROD, kind: 'unexplained', requests: [] };

const kept: ShownAnswer = { ...OLD, by: rita, what: { kind: 'kept', until: '2027-02-24T09:00:00.000Z' } };
const retire: ShownAnswer = { ...OLD, by: ana, what: { kind: 'asked', operation: 'retire', request: 'AR-7F3K2M' } };
const adopted: ShownAnswer = { ...OLD, name: 'golden', by: ana, what: { kind: 'adopted', grantee: PROD, missing: 0 } };
const half: ShownAnswer = { ...adopted, what: { kind: 'adopted', grantee: { kind: 'public' }, missing: 1 } };
const unshare: ShownAnswer = { ...retire, what: { kind: 'asked', operation: 'unshare', request: 'AR-000001' } };

function firstOf(drift: readonly Drift[] = []): Message {
  const images = [stale(3), stale(2, { imageId: 'ami-0000000000000000b', name: 'other' })];
  const [first] = digestPages(digest(images, { drift: known({ found: drift, count: drift.length }) }), OPTIONS);
  if (first === undefined) throw new Error('a digest has a page');
  return first;
}

function linesAfter(answers: readonly ShownAnswer[], message = firstOf([DRIFT])): readonly string[] {
  const answered = answeredMessage(message, answers, directory);
  expect(messageViolations(answered)).toEqual([]);
  return shown(answered.blocks);
}

describe('a digest that was answered', () => {
  test.each<[string, ShownAnswer, RegExp]>([
    ['kept', kept, /\| Kept until 2027-02-24 by @U0RITA\. Nothing was found.*\| ami-0a57a1ed0c4b3f210 \|/],
    [
      'asked about',
      retire,
      /\| Retire asked for by @U0ANA: AR-7F3K2M\. Nothing was found.*\| ami-0a57a1ed0c4b3f210 \|/,
    ],
  ])('shows at the row who answered, where it is %s', (_, answer, says) => {
    const lines = linesAfter([answer]);

    expect(lines.join('\n')).toMatch(says);
    expect(lines.join('\n')).toMatch(/\| Nothing was found.*\| ami-0000000000000000b \|/);
    expect(lines.filter((line) => line.includes('@U0'))).toHaveLength(1);
  });

  test('shows both of two answers at a row', () => {
    expect(linesAfter([kept, retire]).join('\n')).toMatch(/Kept until .*Retire asked for by/);
  });

  test('shows answers about shares below them', () => {
    expect(linesAfter([adopted, half, unshare]).join('\n')).toContain(
      [
        'Answered:',
        '- ami-0a57a1ed0c4b3f210 (ami-0a57a1ed0c4b3f210): Unshare asked for by @U0ANA: AR-000001',
        '- golden (ami-0a57a1ed0c4b3f210) with everybody (public): adopted by @U0ANA; 1 more has to',
        '- golden (ami-0a57a1ed0c4b3f210) with prod (111122223333): adopted by @U0ANA',
      ].join('\n'),
    );
  });

  test('is as it was posted but for that', () => {
    const message = firstOf([DRIFT]);

    expect(answeredMessage(message, [], directory)).toEqual(message);
    expect(linesAfter([kept], message).length).toBe(shown(message.blocks).length);
  });

  test('fits, and names and reasons stay data, when every row is answered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), hostileText, (count, hostile) => {
        const images = manyStale(count).map((one) => ({ ...one, reasons: ['', hostile.repeat(20)] }));
        const answers = images.flatMap(({ image: { imageId, region, account } }): ShownAnswer[] => {
          const ref = { imageId, region, account, name: hostile, by: rita };
          return [
            { ...ref, what: kept.what },
            { ...ref, what: retire.what },
            { ...ref, what: adopted.what },
          ];
        });
        for (const page of digestPages(digest(images, { drift: known({ found: [DRIFT], count: 1 }) }), OPTIONS)) {
          const answered = answeredMessage(page, answers, directory);
          expect(messageViolations(answered)).toEqual([]);
          expect(parsedTexts(answered)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });
});
