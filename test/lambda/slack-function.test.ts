import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { WorkerEvent, HttpResponse } from '../../src/lambda/events.js';
import type { Acknowledgement } from '../../src/lambda/receiver.js';
import type { SlackBody } from '../../src/server/slack-body.js';
import { createSlackFunction } from '../../src/lambda/slack-function.js';
import { recordingLog, type LogLine } from '../journeys/harness.js';
import { eventOf } from './api-gateway.js';

const SECRET = 'a-signing-secret';
const NOW = new Date('2026-11-26T11:00:00.000Z');
const FORM = 'application/x-www-form-urlencoded';

let seen: SlackBody[];
let handedOver: WorkerEvent[];
let lines: readonly LogLine[];
beforeEach(() => {
  seen = [];
  handedOver = [];
});

interface Behaviour {
  readonly acknowledgement?: Acknowledgement | 'never' | 'no-listener' | 'fails';
  readonly handOver?: () => Promise<void>;
}

function functionThat({ acknowledgement = { response: undefined }, handOver }: Behaviour = {}) {
  const recording = recordingLog();
  lines = recording.lines;
  return createSlackFunction({
    signingSecret: SECRET,
    receiver: {
      acknowledge(body) {
        seen.push(body);
        if (acknowledgement === 'never') return new Promise(() => undefined);
        if (acknowledgement === 'fails') return Promise.reject(new TypeError('no actions'));
        return Promise.resolve(acknowledgement === 'no-listener' ? undefined : acknowledgement);
      },
    },
    async invokeWorker(work) {
      await handOver?.();
      handedOver.push(work);
    },
    readiness: () => Promise.resolve({ status: 'unavailable', reason: 'the table: does not exist' }),
    clock: { now: () => NOW },
    log: recording.log,
    acknowledgeWithinMs: 20,
  });
}

interface Sent {
  readonly body: string;
  readonly type?: string;
  readonly secret?: string;
  /** Seconds from now. */
  readonly at?: number;
}

function slackEvent({ body, type = FORM, secret = SECRET, at = 0 }: Sent): unknown {
  const timestamp = String(NOW.getTime() / 1000 + at);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return eventOf({
    method: 'POST',
    path: '/slack/events',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
}

const COMMAND = new URLSearchParams({ command: '/ami', text: 'share ami-123 with prod because Grüße 🎉 für später' });

describe('a Slack request', () => {
  test('is verified, acknowledged and passed to the worker, including non-ASCII text', async () => {
    const response = await functionThat()(slackEvent({ body: COMMAND.toString() }));

    expect(response).toMatchObject({ statusCode: 200, body: '' });
    expect(seen).toEqual([Object.fromEntries(COMMAND)]);
    expect(handedOver).toEqual([
      {
        kind: 'slack',
        body: COMMAND.toString(),
        contentType: FORM,
        timestamp: String(NOW.getTime() / 1_000),
        signature: expect.stringMatching(/^v0=[0-9a-f]{64}$/),
      },
    ]);
  });

  test('is verified if it is JSON with unescaped non-ASCII text', async () => {
    const body = JSON.stringify({ type: 'event_callback', event: { text: 'naïve – 日本' } });

    await functionThat()(slackEvent({ body, type: 'application/json' }));

    expect(seen).toEqual([JSON.parse(body)]);
  });

  test('of an interaction is parsed from its payload field', async () => {
    const payload = { type: 'block_actions', user: { id: 'U0ANA' } };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

    await functionThat()(slackEvent({ body, type: `${FORM}; charset=utf-8` }));

    expect(seen).toEqual([payload]);
  });

  test.each<[string, Sent]>([
    ['signed with another secret', { body: COMMAND.toString(), secret: 'another' }],
    ['older than five minutes', { body: COMMAND.toString(), at: -301 }],
    ['dated more than five minutes ahead', { body: COMMAND.toString(), at: 301 }],
  ])('%s is refused and not processed', async (_what, sent) => {
    expect(await functionThat()(slackEvent(sent))).toMatchObject({ statusCode: 401 });
    expect([...seen, ...handedOver]).toEqual([]);
  });

  test('without a signature is refused', async () => {
    const event = eventOf({ method: 'POST', path: '/slack/events', headers: { 'content-type': FORM }, body: 'a=b' });

    expect(await functionThat()(event)).toMatchObject({ statusCode: 401 });
  });

  test.each<[string, Sent]>([
    ['invalid JSON', { body: '{', type: 'application/json' }],
    ['a payload that is not an object', { body: 'payload=%5B1%5D' }],
    ['a payload of null', { body: 'payload=null' }],
    ['null', { body: 'null', type: 'application/json' }],
    ['an object that is no payload', { body: '{"a":1}', type: 'application/json' }],
    ['another content type', { body: 'words', type: 'text/plain' }],
  ])('with %s is answered with 400', async (_what, sent) => {
    expect(await functionThat()(slackEvent(sent))).toMatchObject({ statusCode: 400 });
    expect(seen).toEqual([]);
  });

  test.each<[string, Sent, object]>([
    ['checks TLS', { body: 'ssl_check=1' }, {}],
    [
      'verifies the URL',
      { body: '{"type":"url_verification","challenge":"c"}', type: 'application/json' },
      { challenge: 'c' },
    ],
  ])('that %s is answered immediately', async (_what, sent, answer) => {
    const response = await functionThat()(slackEvent(sent));

    expect([response.statusCode, JSON.parse(response.body)]).toEqual([200, answer]);
    expect([...seen, ...handedOver]).toEqual([]);
  });
});

describe('the response to Slack', () => {
  async function answerTo(behaviour: Behaviour): Promise<HttpResponse> {
    return functionThat(behaviour)(slackEvent({ body: COMMAND.toString() }));
  }

  test.each([
    ['a text', 'Looking …', 'text/plain; charset=utf-8', 'Looking …'],
    ['a message', { text: 'é' }, 'application/json; charset=utf-8', '{"text":"é"}'],
  ])('is %s if the listener acknowledges with it', async (_what, response, type, body) => {
    expect(await answerTo({ acknowledgement: { response } })).toEqual({
      statusCode: 200,
      headers: { 'content-type': type, 'cache-control': 'no-store' },
      body,
    });
    expect(handedOver).toHaveLength(1);
  });

  test('contains form errors, and the worker is not invoked', async () => {
    const response = { response_action: 'errors', errors: { ami: 'Unknown' } };

    expect(await answerTo({ acknowledgement: { response } })).toMatchObject({ body: JSON.stringify(response) });
    expect(handedOver).toEqual([]);
  });

  test('is sent in time if the listener is late, and the worker is invoked', async () => {
    expect(await answerTo({ acknowledgement: 'never' })).toMatchObject({ statusCode: 200, body: '' });
    expect(handedOver).toHaveLength(1);
  });

  test('is 400 if the payload cannot be dispatched', async () => {
    expect(await answerTo({ acknowledgement: 'fails' })).toMatchObject({ statusCode: 400 });
    expect(handedOver).toEqual([]);
  });

  test('is empty if no listener matches, and the worker is not invoked', async () => {
    expect(await answerTo({ acknowledgement: 'no-listener' })).toMatchObject({ statusCode: 200, body: '' });
    expect(handedOver).toEqual([]);
  });

  test('to a command reports the failure if the worker cannot be invoked', async () => {
    const response = await answerTo({ handOver: () => Promise.reject(new Error('TooManyRequestsException')) });

    expect(response).toMatchObject({ statusCode: 200, body: expect.stringContaining('nothing was requested') });
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('to a button is 503 if the worker cannot be invoked', async () => {
    const respond = functionThat({ handOver: () => Promise.reject(new Error('TooManyRequestsException')) });

    expect(await respond(slackEvent({ body: 'payload=%7B%22type%22%3A%22block_actions%22%7D' }))).toMatchObject({
      statusCode: 503,
    });
  });
});

describe('the other routes', () => {
  test.each([
    ['GET', '/healthz', 200],
    ['GET', '/readyz', 503],
    ['GET', '/slack/events', 404],
    ['POST', '/healthz', 404],
    ['GET', '/', 404],
  ])('answer %s %s with %d', async (method, path, status) => {
    expect(await functionThat()(eventOf({ method, path }))).toMatchObject({ statusCode: status });
  });

  test('include the reason in /readyz', async () => {
    expect(await functionThat()(eventOf({ method: 'GET', path: '/readyz' }))).toMatchObject({
      body: JSON.stringify({ status: 'unavailable', reason: 'the table: does not exist' }),
    });
  });
});
