import { createServer, request as open, type Server } from 'node:http';
import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { signatureHeaders } from '../../sandbox/slack/delivery/signature.js';
import { createHttpReceiver } from '../../src/server/http-receiver.js';
import { silentLogger } from '../sandbox/slack/open-workspace.js';
import { portOf } from './slack-stub.js';

const SECRET = 'signing-secret';
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

let server: Server;
let unhandled: unknown[];
beforeEach(async () => {
  unhandled = [];
  process.on('unhandledRejection', note);
  const receiver = createHttpReceiver({ signingSecret: SECRET, logger: silentLogger, answerWithinMs: 300 });
  const app = new App({
    receiver,
    token: 'xoxb-1',
    tokenVerificationEnabled: false,
    botId: 'B1',
    botUserId: 'U1',
    logger: silentLogger,
  });
  app.error(() => Promise.resolve());
  app.command('/ami', async ({ ack }) => {
    await ack('known');
    // A defect of a listener: the first answer stands.
    await ack('again');
  });
  app.command('/slow', () => new Promise(() => undefined));
  app.command('/broken', () => Promise.reject(new Error('before the acknowledgement')));
  app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { a: 'b' } }));
  server = createServer(receiver.requestListener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

function note(reason: unknown): void {
  unhandled.push(reason);
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send(body: string, type: string, secret = SECRET): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${String(portOf(server.address()))}/slack/events`, {
    method: 'POST',
    body,
    headers: { 'content-type': type, ...signatureHeaders(secret, body, Math.floor(Date.now() / 1_000)) },
  });
  return { status: response.status, text: await response.text() };
}

function commandBody(command: string): string {
  return new URLSearchParams({ command, text: 'grüße 🎉', team_id: 'T1', user_id: 'U2' }).toString();
}

describe('a signed request', () => {
  test('reaches its listener, and is answered with its first acknowledgement', async () => {
    expect(await send(commandBody('/ami'), FORM)).toEqual({ status: 200, text: 'known' });
  });

  test('is answered with the content of an acknowledgement', async () => {
    const payload = { type: 'view_submission', user: { id: 'U1' }, team: { id: 'T1' }, view: { callback_id: 'form' } };

    const { status, text } = await send(`payload=${encodeURIComponent(JSON.stringify(payload))}`, FORM);

    expect([status, JSON.parse(text)]).toEqual([200, { response_action: 'errors', errors: { a: 'b' } }]);
  });

  test.each([
    ['null as JSON', 'null', JSON_TYPE],
    ['a payload of null', 'payload=null', FORM],
    ['a number', '1', JSON_TYPE],
    ['a list', '[]', JSON_TYPE],
    ['an object without a type', '{}', JSON_TYPE],
    ['a type that is not text', '{"type":null}', JSON_TYPE],
    ['broken JSON', '{"type":', JSON_TYPE],
    ['an empty form', '', FORM],
    ['another content type', '{"type":"block_actions"}', 'text/plain'],
  ])('of %s is answered with 400', async (_, body, type) => {
    expect((await send(body, type)).status).toBe(400);
  });

  test.each([
    ['an unknown type', '{"type":"unknown_type"}', JSON_TYPE],
    ['a press without actions', 'payload={"type":"block_actions"}', FORM],
    ['an unknown command', commandBody('/unknown'), FORM],
    ['a command whose listener fails', commandBody('/broken'), FORM],
    ['a command that is not acknowledged in time', commandBody('/slow'), FORM],
    ['a certificate check', 'ssl_check=1', FORM],
  ])('of %s is acknowledged', async (_, body, type) => {
    expect(await send(body, type)).toEqual({ status: 200, text: '' });
  });

  test('that verifies the URL gets its challenge', async () => {
    const { text } = await send('{"type":"url_verification","challenge":"c"}', JSON_TYPE);

    expect(JSON.parse(text)).toEqual({ challenge: 'c' });
  });

  test('of any JSON value is answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
        const text = JSON.stringify(value);
        expect([200, 400]).toContain((await send(text, JSON_TYPE)).status);
        expect([200, 400]).toContain((await send(`payload=${encodeURIComponent(text)}`, FORM)).status);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a request that is not signed', () => {
  test.each([
    ['a command', commandBody('/ami'), FORM],
    ['null', 'null', JSON_TYPE],
    ['nothing', '', FORM],
  ])('with %s is answered with 401', async (_, body, type) => {
    expect((await send(body, type, 'another secret')).status).toBe(401);
  });

  test('with a body of more than a megabyte is answered with 413', async () => {
    const { status } = await send('x'.repeat(1024 * 1024 + 1), FORM).catch(() => ({ status: 413 }));

    expect(status).toBe(413);
  });

  test('with a body that never ends is answered with 408', async () => {
    const status = await new Promise((resolve, reject) => {
      const sending = open({
        port: portOf(server.address()),
        host: '127.0.0.1',
        method: 'POST',
        path: '/slack/events',
      });
      sending.once('response', (response) => resolve(response.statusCode)).once('error', reject);
      sending.write('command=');
    });

    expect(status).toBe(408);
  });
});
