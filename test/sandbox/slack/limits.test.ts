import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { openWorkspace, startBolt, type WorkspaceHarness } from './open-workspace.js';
import { modal } from './block-fragments.js';

let opened: WorkspaceHarness;
let stop: (() => Promise<void>) | undefined;

beforeEach(async () => {
  opened = await openWorkspace();
});

afterEach(async () => {
  await stop?.();
  stop = undefined;
  await opened.close();
});

const MESSAGE = { channel: 'C0APPROVALS', text: 'Hello' };

/** Types `/ami` as Rita, and gives what the app got to answer with. */
async function answerable(): Promise<{ readonly trigger_id: string; readonly response_url: string }> {
  const got: { readonly trigger_id: string; readonly response_url: string }[] = [];
  stop = await startBolt(opened.workspace, (app) => {
    app.command('/ami', async ({ ack, command }) => {
      got.push(command);
      await ack();
    });
  });
  await opened.workspace.user('U0RITA').command('C0APPROVALS', '/ami');
  const [command] = got;
  if (command === undefined) throw new Error('the command did not arrive');
  return command;
}

function respond(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function openError(trigger_id: string): Promise<string | undefined> {
  try {
    await opened.client.apiCall('views.open', { trigger_id, view: modal([]) });
    return undefined;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data.error;
    throw error;
  }
}

describe('a trigger ID', () => {
  test('opens only one view', async () => {
    const { trigger_id } = await answerable();

    expect(await openError(trigger_id)).toBeUndefined();
    expect(await openError(trigger_id)).toBe('exchanged_trigger_id');
    expect(opened.workspace.violations).toMatchObject([{ rule: 'trigger' }]);
  });

  test('expires after 3 seconds', async () => {
    const { trigger_id } = await answerable();
    opened.clock.advance(3_001);

    expect(await openError(trigger_id)).toBe('expired_trigger_id');
  });
});

describe('a response URL', () => {
  test('accepts 5 posts', async () => {
    const { response_url } = await answerable();

    const statuses: number[] = [];
    for (let post = 1; post <= 6; post += 1) {
      statuses.push((await respond(response_url, { text: String(post) })).status);
    }

    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(opened.workspace.user('U0RITA').ephemeralMessages()).toHaveLength(5);
    expect(opened.workspace.violations).toMatchObject([{ rule: 'response-url' }]);
  });

  test('expires after 30 minutes', async () => {
    const { response_url } = await answerable();

    opened.clock.advance(30 * 60_000);
    expect((await respond(response_url, { text: 'x' })).status).toBe(200);
    opened.clock.advance(1);
    expect((await respond(response_url, { text: 'x' })).status).toBe(404);
  });

  test('posts in the channel on request and rejects invalid messages', async () => {
    const { response_url } = await answerable();

    await respond(response_url, { text: 'For all', response_type: 'in_channel' });
    const refused = await respond(response_url, { text: 'x', blocks: [{ type: 'banner' }] });

    expect(opened.workspace.messages('C0APPROVALS')).toMatchObject([{ text: 'For all' }]);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ ok: false, error: 'invalid_blocks' });
  });
});

describe('rate limits', () => {
  test('apply per method and minute', async () => {
    const limited = await openWorkspace({ rateLimits: { 'chat.postMessage': 2 } });
    const { client, clock } = limited;

    await client.chat.postMessage(MESSAGE);
    clock.advance(20_000);
    await client.chat.postMessage(MESSAGE);
    await expect(client.chat.postMessage(MESSAGE)).rejects.toMatchObject({ retryAfter: 40 });
    await expect(client.auth.test()).resolves.toMatchObject({ ok: true });
    clock.advance(40_000);
    await expect(client.chat.postMessage(MESSAGE)).resolves.toMatchObject({ ok: true });
    await limited.close();
  });
});

describe('injected faults', () => {
  test('return 429 with the retry delay and without an effect', async () => {
    opened.workspace.injectFault({ method: 'chat.postMessage', kind: { is: 'rate-limited', retryAfter: 7 } });

    const refused = opened.client.chat.postMessage(MESSAGE);

    await expect(refused).rejects.toBeInstanceOf(WebAPIRateLimitedError);
    await expect(refused).rejects.toMatchObject({ retryAfter: 7 });
    expect(opened.workspace.messages('C0APPROVALS')).toEqual([]);
  });

  test('return an HTTP error for the given number of calls', async () => {
    opened.workspace.injectFault({ method: '*', kind: { is: 'status', status: 503 }, times: 2 });

    await expect(opened.client.chat.postMessage(MESSAGE)).rejects.toBeInstanceOf(WebAPIHTTPError);
    await expect(opened.client.auth.test()).rejects.toBeInstanceOf(WebAPIHTTPError);
    await expect(opened.client.chat.postMessage(MESSAGE)).resolves.toMatchObject({ ok: true });
  });

  test('drop the connection after the effect for a lost response', async () => {
    opened.workspace.injectFault({ method: 'chat.postMessage', kind: { is: 'lost-answer' } });

    await expect(opened.client.chat.postMessage(MESSAGE)).rejects.toBeInstanceOf(WebAPIRequestError);
    expect(opened.workspace.messages('C0APPROVALS')).toMatchObject([{ text: 'Hello' }]);
  });

  test('never respond for a silent Slack', async () => {
    opened.workspace.injectFault({ method: 'auth.test', kind: { is: 'silent' } });
    const request = { method: 'POST', signal: AbortSignal.timeout(100) };

    await expect(fetch(`${opened.workspace.apiUrl}auth.test`, request)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('return any Slack error until they are cleared', async () => {
    opened.workspace.injectFault({ method: 'auth.test', kind: { is: 'error', error: 'account_inactive' }, times: 10 });

    await expect(opened.client.auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } });
    opened.workspace.clearFaults();
    await expect(opened.client.auth.test()).resolves.toMatchObject({ ok: true });
  });

  test('apply to response URLs as well', async () => {
    const { response_url } = await answerable();
    opened.workspace.injectFault({ method: 'response_url', kind: { is: 'status', status: 500 } });

    expect((await respond(response_url, { text: 'x' })).status).toBe(500);
    expect(opened.workspace.user('U0RITA').ephemeralMessages()).toEqual([]);
  });
});
