import { describe, expect, test } from '@jest/globals';
import { encodeChoice } from '../../src/listeners/blocks/digest/stale-form.js';
import { ACTION, INPUT_ACTION_ID, STALE_RESPONSE_ACTION, VIEW } from '../../src/listeners/blocks/kit/ids.js';
import type { UseCases } from '../../src/workflows/use-cases.js';
import { request } from '../workflows/builders.js';
import { command, press, submission, type PayloadSender } from './payloads.js';
import { ListenerHarness, type JsonObject } from './slack-setup.js';

const ID = 'AR-7F3K2M';
const OLD = { imageId: 'ami-0000000a', region: 'us-east-1', account: '999988887777' };
const GUEST = { user: 'U0GUEST' };
const STRANGER = { user: 'U0STRANGER', team: 'T0OTHER' };

const page = { items: [], next: undefined };
const READING: Partial<UseCases> = {
  getRequest: () => Promise.resolve(request()),
  listRequests: () => Promise.resolve(page),
  getOlderHistory: () =>
    Promise.resolve({
      kind: 'history',
      subjectKey: 'ami-123',
      requests: [],
      exemptions: [],
      adoptions: [],
      unreachable: [],
    }),
};

function staleAnswer(from: PayloadSender): JsonObject {
  const form = submission(VIEW.staleResponse, { response: 'deregister', channel: 'C0DIGEST' }, {}, from);
  const chosen = { images: { [INPUT_ACTION_ID]: { selected_options: [{ value: encodeChoice(OLD) }] } } };
  return { ...form, view: { ...(form.view as JsonObject), state: { values: chosen } } };
}

const READS: readonly [string, (from: PayloadSender) => JsonObject][] = [
  ['/ami status', (from) => command(`status ${ID}`, from)],
  ['/ami requests', (from) => command('requests all', from)],
  ['Show API calls', (from) => press(ACTION.showCalls, ID, from)],
  ['the next page of a list', (from) => press(ACTION.nextRequestPage, '{"list":"all","cursor":"c"}', from)],
  ['older history', (from) => press(ACTION.olderHistory, '{"subjectKey":"ami-123","cursor":"c"}', from)],
];

const REQUESTS: readonly [string, (from: PayloadSender) => JsonObject][] = [
  ['/ami share', (from) => command('share ami-123 with prod', from)],
  ['a command form', (from) => submission(VIEW.command, { command: 'unpublish' }, { ami: 'ami-123' }, from)],
  ['Extend', (from) => press(ACTION.extend, ID, from)],
  ['an answer to the digest', staleAnswer],
  ['a button of the digest', (from) => press(STALE_RESPONSE_ACTION.deregister, 'x', from)],
];

/** The text of everything that was shown. */
function shown(harness: ListenerHarness): string {
  return JSON.stringify(harness.calls);
}

describe('a guest', () => {
  test.each([...READS, ...REQUESTS])('gets no answer but a refusal by default: %s', async (_what, payload) => {
    // No use case is expected to be called: a call would be answered with an internal error.
    const harness = new ListenerHarness();

    await harness.send(payload(GUEST));

    expect(shown(harness)).toContain('Guests of this workspace cannot do this.');
    expect(harness.log).toEqual([]);
  });

  test.each(READS)('who may read gets %s', async (_what, payload) => {
    const harness = new ListenerHarness({ guests: 'read', useCases: READING });

    await harness.send(payload(GUEST));

    expect(shown(harness)).not.toContain('Guests of this workspace');
    expect(harness.log).toEqual([]);
  });

  test.each(REQUESTS)('who may read is refused %s', async (_what, payload) => {
    const harness = new ListenerHarness({ guests: 'read' });

    await harness.send(payload(GUEST));

    expect(shown(harness)).toContain('Guests of this workspace cannot do this.');
    expect(harness.log).toEqual([]);
  });

  test('who may request is the requester', async () => {
    const requesters: string[] = [];
    const harness = new ListenerHarness({
      guests: 'request',
      useCases: {
        submitRequest: ({ requester }) => {
          requesters.push(requester.userId);
          return Promise.resolve({ kind: 'submitted', request: request() });
        },
      },
    });

    await harness.send(command('share ami-123 with prod', GUEST));

    expect(requesters).toEqual(['U0GUEST']);
  });
});

test.each([...READS, ...REQUESTS])('an outsider is refused %s', async (_what, payload) => {
  const harness = new ListenerHarness({ guests: 'request' });

  await harness.send(payload(STRANGER));

  expect(shown(harness)).toContain('Only members of the workspace that AMI Steward belongs to can use it.');
  expect(harness.log).toEqual([]);
});
