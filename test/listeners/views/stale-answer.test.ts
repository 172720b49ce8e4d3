import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageViolations, viewViolations } from '../../../sandbox/slack/rules/index.js';
import { isTooLarge } from '../../../sandbox/slack/rules/view.js';
import { choiceOf, staleAnswerForm } from '../../../src/listeners/blocks/digest/answer-form.js';
import { STALE_ANSWERS } from '../../../src/listeners/blocks/digest/answers.js';
import { staleNote, staleOutcomes } from '../../../src/listeners/blocks/digest/outcomes.js';
import { INPUT, STALE_ANSWER, VIEW } from '../../../src/listeners/blocks/ids.js';
import type { StaleOutcome, StaleReply } from '../../../src/workflows/digest-answers.js';
import { OPERATIONS } from '../../../src/workflows/operations/index.js';
import type { UseCases } from '../../../src/workflows/use-cases.js';
import { directory, request, rita } from '../../workflows/builders.js';
import { noteOf, SCANNED_AT } from '../../workflows/digest/builders.js';
import { hostileText, parsedTexts } from '../hostile.js';
import { press, submission } from '../payloads-sent.js';
import { shown } from '../shown.js';
import { SlackDesk, type DeskParts, type Thing } from '../slack-desk.js';

const OLD = { imageId: 'ami-0000000a', region: 'us-east-1', account: '999988887777' };
const OLDER = { imageId: 'ami-0000000b', region: 'eu-west-1', account: '999988887777' };
const list = { scannedAt: SCANNED_AT, images: [noteOf(OLD, 1), noteOf(OLDER, 2)] };
const thread = { channel: 'C0DIGEST', ts: '7.000' };

/** The form as it is sent: which AMIs, and what else. */
function sent(answer: string, images: readonly object[], rest: Thing = {}, from: Thing = {}): Thing {
  const form = submission(VIEW.staleAnswer, { answer, channel: 'C0DIGEST', thread }, {}, from);
  const values = { images: { [INPUT]: { selected_options: images } }, ...rest };
  return { ...form, view: { ...(form.view as Thing), state: { values } } };
}

function choices(...refs: readonly (typeof OLD)[]): readonly object[] {
  return refs.map((ref) => ({ value: choiceOf(ref) }));
}

function linesOf({ text, blocks }: Thing = {}): readonly string[] {
  expect(messageViolations({ text, blocks })).toEqual([]);
  return shown(Array.isArray(blocks) ? blocks : []);
}

function viewOf({ view }: Thing = {}): Thing {
  expect(viewViolations(view)).toEqual([]);
  return view as Thing;
}

function answering(outcomes: readonly StaleOutcome[], parts: DeskParts = {}) {
  const replies: StaleReply[] = [];
  const answerStale: UseCases['answerStale'] = (reply) => {
    replies.push(reply);
    return Promise.resolve(outcomes);
  };
  return { replies, desk: new SlackDesk({ ...parts, useCases: { answerStale } }) };
}

const kept: StaleOutcome = {
  image: OLD,
  name: 'payments-api',
  result: {
    kind: 'kept',
    keep: { ...OLD, until: '2027-02-24T09:00:00.000Z', by: rita, reason: 'For *the* audit', at: SCANNED_AT },
  },
};

describe('a press on an answer below a digest', () => {
  test('opens a form at once, and offers in it what is stale, the costliest first', async () => {
    const desk = new SlackDesk({ useCases: { listStale: () => Promise.resolve(list) } });

    await desk.send(press(STALE_ANSWER.keep, 'keep'));

    expect(desk.calls.map(({ method }) => method).slice(0, 1)).toEqual(['views.open']);
    const form = viewOf(desk.callsOf('views.update')[0]);
    expect(JSON.stringify(form).match(/ami-0000000[ab](?=","emoji)/g)).toEqual(['ami-0000000b', 'ami-0000000a']);
    expect(form.private_metadata).toBe(
      JSON.stringify({ answer: 'keep', channel: 'C0APPROVALS', thread: { channel: 'C0APPROVALS', ts: '1.000' } }),
    );
  });

  test.each([
    ['everything is answered already', { scannedAt: SCANNED_AT, images: [] }, 'Nothing is stale any more'],
    ['no scan is remembered', undefined, 'No scan is remembered yet'],
  ])('says so when %s', async (_, stale, words) => {
    const desk = new SlackDesk({ useCases: { listStale: () => Promise.resolve(stale) } });

    await desk.send(press(STALE_ANSWER.deregister, 'deregister'));

    expect(JSON.stringify(viewOf(desk.callsOf('views.update')[0]))).toContain(words);
  });

  test('by somebody of another workspace offers nothing', async () => {
    const desk = new SlackDesk();

    await desk.send(press(STALE_ANSWER.keep, 'keep', { user: 'U0STRANGER', team: 'T0OTHER' }));

    expect(JSON.stringify(viewOf(desk.callsOf('views.update')[0]))).toContain('Only members of the workspace');
  });
});

describe('the answer to keep', () => {
  const rest = { days: { [INPUT]: { selected_option: { value: '365' } } }, reason: { [INPUT]: { value: ' <b> ' } } };

  test('is given for every AMI that was chosen, and told in the thread of the digest', async () => {
    const { desk, replies } = answering([kept]);

    await desk.send(sent('keep', choices(OLD, OLDER), rest));

    expect(replies).toEqual([{ kind: 'keep', by: rita, images: [OLD, OLDER], days: 365, reason: '<b>' }]);
    expect(linesOf(desk.callsOf('chat.postEphemeral')[0])).toEqual([
      'Done.',
      '- payments-api (ami-0000000a, us-east-1, images (999988887777)) is kept until 2027-02-24: For *the* audit',
    ]);
    const [note] = desk.callsOf('chat.postMessage');
    expect(note).toMatchObject({ channel: 'C0DIGEST', thread_ts: '7.000', parse: 'none' });
    expect(linesOf(note)[0]).toBe('Answered by @U0RITA:');
  });

  test.each([
    ['no AMI', [], rest, 'images', 'at least one'],
    ['an AMI that nobody offered', [{ value: 'ami-1' }], rest, 'images', 'at least one'],
    ['no reason', choices(OLD), { ...rest, reason: { [INPUT]: { value: '  ' } } }, 'reason', 'reason is needed'],
    [
      'a time that is not offered',
      choices(OLD),
      { ...rest, days: { [INPUT]: { selected_option: { value: '9999' } } } },
      'days',
      'how long',
    ],
  ])('with %s is sent back, and nothing is kept', async (_, images, state, field, words) => {
    const { desk, replies } = answering([]);

    await desk.send(sent('keep', images, state));

    expect(replies).toEqual([]);
    expect(desk.acknowledged).toEqual([
      { response_action: 'errors', errors: { [field]: expect.stringContaining(words) } },
    ]);
  });

  test('of somebody of another workspace is not taken', async () => {
    const { desk, replies } = answering([]);

    await desk.send(sent('keep', choices(OLD), rest, { user: 'U0STRANGER', team: 'T0OTHER' }));

    expect(replies).toEqual([]);
    expect(linesOf(desk.callsOf('chat.postEphemeral')[0])[0]).toContain('Only members of the workspace');
  });

  test('is not told in the thread when nothing came of it', async () => {
    const { desk } = answering([{ image: OLD, result: { kind: 'gone' } }]);

    await desk.send(sent('keep', choices(OLD), rest));

    expect(linesOf(desk.callsOf('chat.postEphemeral')[0])).toEqual([
      '0 of 1 went through.',
      '- ami-0000000a (us-east-1, images (999988887777)) is no longer there. Nothing was done.',
    ]);
    expect(desk.callsOf('chat.postMessage')).toEqual([]);
  });

  test('counts although its thread is gone', async () => {
    const { desk } = answering([kept], {
      answers: { 'chat.postMessage': { body: { ok: false, error: 'thread_not_found' } } },
    });

    await desk.send(sent('keep', choices(OLD), rest));

    expect(desk.callsOf('chat.postEphemeral')).toHaveLength(1);
    expect(desk.log).toMatchObject([{ level: 'warn' }]);
  });
});

describe('an answer that asks for something', () => {
  test('asks for each AMI as its command would, with the whole id and its place', async () => {
    const { desk, replies } = answering([]);

    await desk.send(
      sent('deregister', choices(OLD, OLDER), {
        snapshots: { [INPUT]: { selected_options: [{ value: 'yes' }] } },
        reason: { [INPUT]: { value: 'stale' } },
      }),
    );

    expect(replies).toMatchObject([
      {
        kind: 'ask',
        by: rita,
        reason: 'stale',
        asks: [OLD, OLDER].map((image) => ({
          image,
          operation: { name: 'deregister' },
          input: { ami: image.imageId, region: image.region, account: image.account, snapshots: true },
        })),
      },
    ]);
  });

  test('tells what became of each', async () => {
    const { desk } = answering([
      { image: OLD, result: { kind: 'asked', submission: { kind: 'submitted', request: request() } } },
      { image: OLD, result: { kind: 'asked', submission: { kind: 'duplicate', request: request() } } },
      {
        image: OLD,
        result: {
          kind: 'asked',
          submission: {
            kind: 'refused',
            title: 'Deregister it',
            findings: [{ code: 'x', severity: 'refusal', text: 'It is protected.' }],
          },
        },
      },
      {
        image: OLD,
        result: {
          kind: 'asked',
          submission: { kind: 'forbidden', plan: request().plan, reason: { code: 'in-use', inUse: 'yes' } },
        },
      },
      { image: OLD, result: { kind: 'asked', submission: { kind: 'no-image', id: 'ami-0000000a', unreachable: [] } } },
      { image: OLD, result: { kind: 'failed', message: 'no role' } },
    ]);

    await desk.send(sent('deregister', choices(OLD)));

    const title = 'Share ami-1234567890abcdef0 with prod (111122223333)';
    const where = 'ami-0000000a (us-east-1, images (999988887777))';
    expect(linesOf(desk.callsOf('chat.postEphemeral')[0])).toEqual([
      '1 of 6 went through.',
      `- AR-7F3K2M Waiting for approval: ${title}`,
      `- asked for already by @U0RITA: AR-7F3K2M Waiting for approval: ${title}`,
      '- Not requested: Deregister it. It is protected.',
      `- Not requested: ${title}. The AMI is in use, and no rule allows to take it away.`,
      `- ${where} is no longer there, or cannot be looked at. Nothing was done.`,
      `- ${where} was left as it is: no role`,
    ]);
  });
});

describe('the form for an answer', () => {
  const options = { directory, operations: OPERATIONS, metadata: '{}' };

  test.each([1, 100, 101, 500, 2_000])('fits a view with %i AMIs of one place', (count) => {
    const images = Array.from({ length: count }, (_, index) =>
      noteOf({ ...OLD, imageId: `ami-0${String(index).padStart(16, '0')}` }, index),
    );

    for (const answer of STALE_ANSWERS) {
      const form = staleAnswerForm(answer, { scannedAt: SCANNED_AT, images }, options);
      expect(viewViolations(form)).toEqual([]);
      expect(isTooLarge(form)).toBe(false);
    }
  });

  test('fits whatever AMIs and accounts are called, and so do the answers', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 30 }), hostileText, (names, words) => {
        const images = names.map((name, index) => ({
          ...noteOf({ ...OLD, imageId: `ami-${String(index).padStart(8, '0')}` }),
          name,
        }));
        const outcomes = names.map((name): StaleOutcome => ({
          image: OLD,
          name,
          result: { kind: 'kept', keep: { ...OLD, until: SCANNED_AT, by: rita, reason: words, at: SCANNED_AT } },
        }));
        const note = staleNote('U0RITA', outcomes, directory);

        expect(viewViolations(staleAnswerForm('keep', { scannedAt: SCANNED_AT, images }, options))).toEqual([]);
        for (const message of [staleOutcomes(outcomes, directory), note]) {
          expect(message === undefined ? [] : messageViolations(message)).toEqual([]);
          expect(parsedTexts(message?.blocks)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
