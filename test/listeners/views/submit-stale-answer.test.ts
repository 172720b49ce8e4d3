import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageViolations, viewViolations } from '../../../sandbox/slack/rules/index.js';
import { isTooLarge } from '../../../sandbox/slack/rules/view.js';
import { encodeChoice, staleResponseForm } from '../../../src/listeners/blocks/digest/stale-form.js';
import { STALE_RESPONSES } from '../../../src/listeners/blocks/digest/responses.js';
import { staleThreadNote, staleResults } from '../../../src/listeners/blocks/digest/stale-outcomes.js';
import { INPUT_ACTION_ID, STALE_RESPONSE_ACTION, VIEW } from '../../../src/listeners/blocks/kit/ids.js';
import type { StaleOutcome, StaleResponse } from '../../../src/workflows/digest/results.js';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';
import type { UseCases } from '../../../src/workflows/use-cases.js';
import { directory, request, rita } from '../../workflows/builders.js';
import { staleRecord, SCANNED_AT } from '../../domain/digest/builders.js';
import { adversarialText, findMrkdwnOrBroadcasts } from '../hostile-text.js';
import { press, submission } from '../payloads.js';
import { renderedLines } from '../rendered-messages.js';
import { ListenerHarness, type ListenerHarnessOptions, type JsonObject } from '../slack-setup.js';
import { runs } from '../../runs.js';

const OLD = { imageId: 'ami-0000000a', region: 'us-east-1', account: '999988887777' };
const OLDER = { imageId: 'ami-0000000b', region: 'eu-west-1', account: '999988887777' };
const list = { scannedAt: SCANNED_AT, images: [staleRecord(OLD, 1), staleRecord(OLDER, 2)] };
const thread = { channel: 'C0DIGEST', ts: '7.000' };

/** The form as it is sent: which AMIs, and what else. */
function sent(answer: string, images: readonly object[], rest: JsonObject = {}, from: JsonObject = {}): JsonObject {
  const form = submission(VIEW.staleResponse, { response: answer, channel: 'C0DIGEST', thread }, {}, from);
  const values = { images: { [INPUT_ACTION_ID]: { selected_options: images } }, ...rest };
  return { ...form, view: { ...(form.view as JsonObject), state: { values } } };
}

function choices(...refs: readonly (typeof OLD)[]): readonly object[] {
  return refs.map((ref) => ({ value: encodeChoice(ref) }));
}

function linesOf({ text, blocks }: JsonObject = {}): readonly string[] {
  expect(messageViolations({ text, blocks })).toEqual([]);
  return renderedLines(Array.isArray(blocks) ? blocks : []);
}

function viewOf({ view }: JsonObject = {}): JsonObject {
  expect(viewViolations(view)).toEqual([]);
  return view as JsonObject;
}

function answering(outcomes: readonly StaleOutcome[], overrides: ListenerHarnessOptions = {}) {
  const responses: StaleResponse[] = [];
  const respondToStale: UseCases['respondToStale'] = (response) => {
    responses.push(response);
    return Promise.resolve(outcomes);
  };
  return { replies: responses, harness: new ListenerHarness({ ...overrides, useCases: { respondToStale } }) };
}

const kept: StaleOutcome = {
  image: OLD,
  name: 'payments-api',
  result: {
    kind: 'exempted',
    exemption: { ...OLD, until: '2027-02-24T09:00:00.000Z', by: rita, reason: 'For *the* audit', at: SCANNED_AT },
  },
};

describe('a button below a digest', () => {
  test('opens a form immediately and lists the stale AMIs by descending cost', async () => {
    const harness = new ListenerHarness({ useCases: { listStaleImages: () => Promise.resolve(list) } });

    await harness.send(press(STALE_RESPONSE_ACTION.exempt, 'keep'));

    expect(harness.calls.map(({ method }) => method).slice(0, 1)).toEqual(['views.open']);
    const form = viewOf(harness.callsOf('views.update')[0]);
    expect(JSON.stringify(form).match(/ami-0000000[ab](?=","emoji)/g)).toEqual(['ami-0000000b', 'ami-0000000a']);
    expect(form.private_metadata).toBe(
      JSON.stringify({ response: 'exempt', channel: 'C0APPROVALS', thread: { channel: 'C0APPROVALS', ts: '1.000' } }),
    );
  });

  test.each([
    ['no AMI is stale any longer', { scannedAt: SCANNED_AT, images: [] }, 'No AMI is stale any longer'],
    ['no scan is stored', undefined, 'No scan is remembered yet'],
  ])('reports that %s', async (_, stale, words) => {
    const harness = new ListenerHarness({ useCases: { listStaleImages: () => Promise.resolve(stale) } });

    await harness.send(press(STALE_RESPONSE_ACTION.deregister, 'deregister'));

    expect(JSON.stringify(viewOf(harness.callsOf('views.update')[0]))).toContain(words);
  });

  test('refuses members of other workspaces', async () => {
    const harness = new ListenerHarness();

    await harness.send(press(STALE_RESPONSE_ACTION.exempt, 'keep', { user: 'U0STRANGER', team: 'T0OTHER' }));

    expect(JSON.stringify(viewOf(harness.callsOf('views.update')[0]))).toContain('Only members of the workspace');
  });
});

describe('the submitted Keep form', () => {
  const rest = {
    days: { [INPUT_ACTION_ID]: { selected_option: { value: '365' } } },
    reason: { [INPUT_ACTION_ID]: { value: ' <b> ' } },
  };

  test('exempts every selected AMI and posts a note in the digest thread', async () => {
    const { harness, replies: responses } = answering([kept]);

    await harness.send(sent('exempt', choices(OLD, OLDER), rest));

    expect(responses).toEqual([{ kind: 'exempt', by: rita, images: [OLD, OLDER], days: 365, reason: '<b>' }]);
    expect(linesOf(harness.callsOf('chat.postEphemeral')[0])).toEqual([
      'Done.',
      '- payments-api (ami-0000000a, us-east-1, images (999988887777)) is kept until 2027-02-24: For *the* audit',
    ]);
    const [note] = harness.callsOf('chat.postMessage');
    expect(note).toMatchObject({ channel: 'C0DIGEST', thread_ts: '7.000', parse: 'none' });
    expect(linesOf(note)[0]).toBe('Answered by @U0RITA:');
  });

  test.each([
    ['no AMI', [], rest, 'images', 'at least one'],
    ['an AMI that was not offered', [{ value: 'ami-1' }], rest, 'images', 'at least one'],
    [
      'no reason',
      choices(OLD),
      { ...rest, reason: { [INPUT_ACTION_ID]: { value: '  ' } } },
      'reason',
      'reason is required',
    ],
    [
      'a duration that was not offered',
      choices(OLD),
      { ...rest, days: { [INPUT_ACTION_ID]: { selected_option: { value: '9999' } } } },
      'days',
      'how long',
    ],
  ])('with %s is returned with an error, and nothing is exempted', async (_, images, state, field, words) => {
    const { harness, replies: responses } = answering([]);

    await harness.send(sent('exempt', images, state));

    expect(responses).toEqual([]);
    expect(harness.acknowledged).toEqual([
      { response_action: 'errors', errors: { [field]: expect.stringContaining(words) } },
    ]);
  });

  test('from another workspace is refused', async () => {
    const { harness, replies: responses } = answering([]);

    await harness.send(sent('exempt', choices(OLD), rest, { user: 'U0STRANGER', team: 'T0OTHER' }));

    expect(responses).toEqual([]);
    expect(linesOf(harness.callsOf('chat.postEphemeral')[0])[0]).toContain('Only members of the workspace');
  });

  test('posts no note in the thread if nothing was exempted', async () => {
    const { harness } = answering([{ image: OLD, result: { kind: 'not-found' } }]);

    await harness.send(sent('exempt', choices(OLD), rest));

    expect(linesOf(harness.callsOf('chat.postEphemeral')[0])).toEqual([
      '0 of 1 went through.',
      '- ami-0000000a (us-east-1, images (999988887777)) no longer exists. Nothing was done.',
    ]);
    expect(harness.callsOf('chat.postMessage')).toEqual([]);
  });

  test('succeeds even if the digest thread was deleted', async () => {
    const { harness } = answering([kept], {
      responses: { 'chat.postMessage': { body: { ok: false, error: 'thread_not_found' } } },
    });

    await harness.send(sent('exempt', choices(OLD), rest));

    expect(harness.callsOf('chat.postEphemeral')).toHaveLength(1);
    expect(harness.log).toMatchObject([{ level: 'warn' }]);
  });
});

describe('a submitted form that requests a change', () => {
  test('submits one request per AMI with its full ID, Region and account', async () => {
    const { harness, replies: responses } = answering([]);

    await harness.send(
      sent('deregister', choices(OLD, OLDER), {
        snapshots: { [INPUT_ACTION_ID]: { selected_options: [{ value: 'yes' }] } },
        reason: { [INPUT_ACTION_ID]: { value: 'stale' } },
      }),
    );

    expect(responses).toMatchObject([
      {
        kind: 'request',
        by: rita,
        reason: 'stale',
        requests: [OLD, OLDER].map((image) => ({
          image,
          operation: { name: 'deregister' },
          input: { ami: image.imageId, region: image.region, account: image.account, snapshots: true },
        })),
      },
    ]);
  });

  test('lists the outcome of each request', async () => {
    const { harness } = answering([
      { image: OLD, result: { kind: 'requested', submission: { kind: 'submitted', request: request() } } },
      { image: OLD, result: { kind: 'requested', submission: { kind: 'duplicate', request: request() } } },
      {
        image: OLD,
        result: {
          kind: 'requested',
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
          kind: 'requested',
          submission: { kind: 'forbidden', plan: request().plan, reason: { code: 'in-use', inUse: 'yes' } },
        },
      },
      {
        image: OLD,
        result: {
          kind: 'requested',
          submission: {
            kind: 'unresolved',
            subjectKind: 'image',
            reason: 'not-found',
            id: 'ami-0000000a',
            matches: [],
            unreachable: [],
          },
        },
      },
      { image: OLD, result: { kind: 'failed', message: 'no role' } },
    ]);

    await harness.send(sent('deregister', choices(OLD)));

    const title = 'Share ami-1234567890abcdef0 with prod (111122223333)';
    const where = 'ami-0000000a (us-east-1, images (999988887777))';
    expect(linesOf(harness.callsOf('chat.postEphemeral')[0])).toEqual([
      '1 of 6 went through.',
      `- AR-7F3K2M Waiting for approval: ${title}`,
      `- already requested by @U0RITA: AR-7F3K2M Waiting for approval: ${title}`,
      '- Not requested: Deregister it. It is protected.',
      `- Not requested: ${title}. The AMI is in use, and no rule allows its removal.`,
      `- ${where} no longer exists, or cannot be read. Nothing was done.`,
      `- ${where} was left as it is: no role`,
    ]);
  });
});

describe('the form for stale AMIs', () => {
  const options = { directory, operations: OPERATIONS, metadata: '{}' };

  test.each([1, 100, 101, 500, 2_000])('fits a view with %i AMIs in one account and Region', (count) => {
    const images = Array.from({ length: count }, (_, index) =>
      staleRecord({ ...OLD, imageId: `ami-0${String(index).padStart(16, '0')}` }, index),
    );

    for (const answer of STALE_RESPONSES) {
      const form = staleResponseForm(answer, { scannedAt: SCANNED_AT, images }, options);
      expect(viewViolations(form)).toEqual([]);
      expect(isTooLarge(form)).toBe(false);
    }
  });

  test('and its replies fit the Slack limits, whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(adversarialText, { minLength: 1, maxLength: 30 }), adversarialText, (names, words) => {
        const images = names.map((name, index) => ({
          ...staleRecord({ ...OLD, imageId: `ami-${String(index).padStart(8, '0')}` }),
          name,
        }));
        const outcomes = names.map((name): StaleOutcome => ({
          image: OLD,
          name,
          result: {
            kind: 'exempted',
            exemption: { ...OLD, until: SCANNED_AT, by: rita, reason: words, at: SCANNED_AT },
          },
        }));
        const note = staleThreadNote('U0RITA', outcomes, directory);

        expect(viewViolations(staleResponseForm('exempt', { scannedAt: SCANNED_AT, images }, options))).toEqual([]);
        for (const message of [staleResults(outcomes, directory), note]) {
          expect(message === undefined ? [] : messageViolations(message)).toEqual([]);
          expect(findMrkdwnOrBroadcasts(message?.blocks)).toEqual([]);
        }
      }),
      { numRuns: runs(20, 60) },
    );
  });
});
