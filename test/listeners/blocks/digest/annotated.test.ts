import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageViolations } from '../../../../sandbox/slack/rules/index.js';
import { annotatedMessage } from '../../../../src/listeners/blocks/digest/annotated.js';
import { digestPages } from '../../../../src/listeners/blocks/digest/pages.js';
import type { Message } from '../../../../src/listeners/blocks/kit/message.js';
import type { DigestAnnotation } from '../../../../src/domain/digest/digest-message.js';
import type { Drift } from '../../../../src/domain/drift/types.js';
import { known } from '../../../../src/domain/model/fact.js';
import { OPERATIONS } from '../../../../src/domain/operations/registry.js';
import { ana, rita } from '../../../workflows/builders.js';
import { digest, manyStale, stale } from '../../../domain/digest/builders.js';
import { directory } from '../../../domain/operations/directory.js';
import { adversarialText, findMrkdwnOrBroadcasts } from '../../hostile-text.js';
import { renderedLines } from '../../rendered-messages.js';
import { runs } from '../../../runs.js';

const OPTIONS = { directory, ownerTag: 'Owner', operations: OPERATIONS };
const OLD = { imageId: 'ami-0a57a1ed0c4b3f210', region: 'us-east-1', account: '999988887777' };
const PROD = { kind: 'account', id: '111122223333' } as const;
const DRIFT: Drift = { ...OLD, name: 'golden', grantee: PROD, kind: 'unexplained', requests: [] };

const kept: DigestAnnotation = { ...OLD, by: rita, response: { kind: 'exempted', until: '2027-02-24T09:00:00.000Z' } };
const retire: DigestAnnotation = {
  ...OLD,
  by: ana,
  response: { kind: 'requested', operation: 'retire', request: 'AR-7F3K2M' },
};
const adopted: DigestAnnotation = {
  ...OLD,
  name: 'golden',
  by: ana,
  response: { kind: 'adopted', grantee: PROD, missing: 0 },
};
const half: DigestAnnotation = { ...adopted, response: { kind: 'adopted', grantee: { kind: 'public' }, missing: 1 } };
const unshare: DigestAnnotation = {
  ...retire,
  response: { kind: 'requested', operation: 'unshare', request: 'AR-000001' },
};

function firstOf(drift: readonly Drift[] = []): Message {
  const images = [stale(3), stale(2, { imageId: 'ami-0000000000000000b', name: 'other' })];
  const [first] = digestPages(digest(images, { drift: known({ found: drift, count: drift.length }) }), OPTIONS);
  if (first === undefined) throw new Error('a digest has a page');
  return first;
}

function linesAfter(annotations: readonly DigestAnnotation[], message = firstOf([DRIFT])): readonly string[] {
  const answered = annotatedMessage(message, annotations, directory);
  expect(messageViolations(answered)).toEqual([]);
  return renderedLines(answered.blocks);
}

describe('an annotated digest', () => {
  test.each<[string, DigestAnnotation, RegExp]>([
    ['kept', kept, /\| Kept until 2027-02-24 by @U0RITA\. No use was found.*\| ami-0a57a1ed0c4b3f210 \|/],
    [
      'requested a change to',
      retire,
      /\| Retire requested by @U0ANA: AR-7F3K2M\. No use was found.*\| ami-0a57a1ed0c4b3f210 \|/,
    ],
  ])('shows in the row which user %s it', (_, annotation, says) => {
    const lines = linesAfter([annotation]);

    expect(lines.join('\n')).toMatch(says);
    expect(lines.join('\n')).toMatch(/\| No use was found.*\| ami-0000000000000000b \|/);
    expect(lines.filter((line) => line.includes('@U0'))).toHaveLength(1);
  });

  test('shows both answers to one row', () => {
    expect(linesAfter([kept, retire]).join('\n')).toMatch(/Kept until .*Retire requested by/);
  });

  test('lists answers to shares below the shares', () => {
    expect(linesAfter([adopted, half, unshare]).join('\n')).toContain(
      [
        'Answered:',
        '- ami-0a57a1ed0c4b3f210 (ami-0a57a1ed0c4b3f210): Unshare requested by @U0ANA: AR-000001',
        '- golden (ami-0a57a1ed0c4b3f210) with everyone (public): adopted by @U0ANA; 1 more has to',
        '- golden (ami-0a57a1ed0c4b3f210) with prod (111122223333): adopted by @U0ANA',
      ].join('\n'),
    );
  });

  test('is otherwise identical to the posted message', () => {
    const message = firstOf([DRIFT]);

    expect(annotatedMessage(message, [], directory)).toEqual(message);
    expect(linesAfter([kept], message).length).toBe(renderedLines(message.blocks).length);
  });

  test('fits the Slack limits and is never parsed as markup with every row answered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), adversarialText, (count, hostile) => {
        const images = manyStale(count).map((one) => ({ ...one, reasons: ['', hostile.repeat(20)] }));
        const annotations = images.flatMap(({ image: { imageId, region, account } }): DigestAnnotation[] => {
          const ref = { imageId, region, account, name: hostile, by: rita };
          return [
            { ...ref, response: kept.response },
            { ...ref, response: retire.response },
            { ...ref, response: adopted.response },
          ];
        });
        for (const page of digestPages(digest(images, { drift: known({ found: [DRIFT], count: 1 }) }), OPTIONS)) {
          const answered = annotatedMessage(page, annotations, directory);
          expect(messageViolations(answered)).toEqual([]);
          expect(findMrkdwnOrBroadcasts(answered)).toEqual([]);
        }
      }),
      { numRuns: runs(5, 25) },
    );
  });
});
