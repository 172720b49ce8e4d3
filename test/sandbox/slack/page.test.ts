import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageStateSchema } from '../../../sandbox/slack/web/page-schema.js';
import { openWorkspace, startBolt, type WorkspaceHarness } from './open-workspace.js';

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

function call(name: string, body: object): Promise<Response> {
  return fetch(`${opened.workspace.url}/sandbox/api/${name}`, { method: 'POST', body: JSON.stringify(body) });
}

async function stateOf(person: string) {
  const response = await fetch(`${opened.workspace.url}/sandbox/api/state?as=${person}`);
  return pageStateSchema.parse(await response.json());
}

describe("the page's state", () => {
  test('contains the channels, direct messages and private replies of that user', async () => {
    await opened.client.chat.postEphemeral({ channel: 'C0APPROVALS', user: 'U0RITA', text: 'For Rita' });
    await opened.client.chat.postMessage({ channel: 'U0RITA', text: 'To Rita' });

    const rita = await stateOf('U0RITA');
    const guest = await stateOf('U0GUEST');

    expect(rita.conversations.map(({ id }) => id)).toEqual(['C0GENERAL', 'C0APPROVALS', 'C0DIGEST', 'D0RITA']);
    expect(guest.conversations.map(({ id }) => id)).toEqual(['C0APPROVALS', 'D0GUEST']);
    expect(rita.conversations[1]?.messages).toMatchObject([{ text: 'For Rita', ephemeral: true }]);
    expect(rita.conversations[3]).toMatchObject({ kind: 'dm', user: 'U0STEWARD', messages: [{ text: 'To Rita' }] });
    expect(guest.conversations[0]?.messages).toEqual([]);
  });

  test('falls back to the first user for an unknown user', async () => {
    expect((await stateOf('U0NOBODY')).me.id).toBe('U0RITA');
  });

  test('contains violations', async () => {
    await opened.client.chat.postMessage({ channel: 'C0APPROVALS', text: '<!here>' });

    expect((await stateOf('U0ANA')).violations).toMatchObject([{ rule: 'text' }]);
  });
});

describe("the page's calls", () => {
  test('post messages, run commands and press buttons as the user', async () => {
    stop = await startBolt(opened.workspace, (app) => {
      app.command('/ami', async ({ ack }) =>
        ack({
          text: 'Sure?',
          blocks: [
            {
              type: 'actions',
              block_id: 'b',
              elements: [{ type: 'button', action_id: 'yes', text: { type: 'plain_text', text: 'Yes' } }],
            },
          ],
        }),
      );
      app.action('yes', async ({ ack, respond }) => {
        await ack();
        await respond({ replace_original: true, text: 'Done' });
      });
    });
    const userId = 'U0RITA';
    const channel = 'C0GENERAL';

    expect(await (await call('message', { as: userId, channel, text: 'Hi @ana' })).json()).toEqual({ ok: true });
    expect(await (await call('command', { as: userId, channel, text: '/ami' })).json()).toEqual({ ok: true });
    const [, question] = (await stateOf(userId)).conversations[0]?.messages ?? [];
    const action = { type: 'button', action_id: 'yes', block_id: 'b' };
    expect(await (await call('action', { as: userId, channel, ts: question?.ts, action })).json()).toEqual({
      ok: true,
    });
    await opened.workspace.waitUntil(() => opened.workspace.user(userId).ephemeralMessages()[0]?.text === 'Done');

    expect((await stateOf(userId)).conversations[0]?.messages).toMatchObject([
      { text: 'Hi <@U0ANA>', ephemeral: false },
      { text: 'Done', ephemeral: true },
    ]);
    expect(opened.workspace.violations).toEqual([]);
  });

  test('are refused if they are malformed or unknown', async () => {
    expect((await call('command', { as: 'U0RITA' })).status).toBe(400);
    expect((await call('dance', {})).status).toBe(404);
  });

  test('are refused from other origins and hosts', async () => {
    const headers = { origin: 'https://example.com' };
    const options = { method: 'POST', headers, body: JSON.stringify({ as: 'U0RITA' }) };

    expect((await fetch(`${opened.workspace.url}/sandbox/api/home`, options)).status).toBe(403);
    expect(await statusWithHost('rebound.example.com')).toBe(403);
    expect(await statusWithHost('localhost:3000')).toBe(200);
  });
});

describe("the page's events", () => {
  test('report every change', async () => {
    const response = await fetch(`${opened.workspace.url}/sandbox/api/events?as=U0RITA`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();

    opened.workspace.user('U0ANA').say('C0GENERAL', 'Hello');

    expect(await reader?.read()).toMatchObject({ value: 'data: changed\n\n' });
    await reader?.cancel();
  });
});

describe("the page's files", () => {
  test('are served from the build directory only', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'page-'));
    await writeFile(join(directory, 'index.html'), '<p>Hello');
    const built = await openWorkspace({ pageDirectory: directory });

    const page = await fetch(built.workspace.url);

    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toBe('<p>Hello');
    expect((await fetch(`${built.workspace.url}/..%2fpackage.json`)).status).toBe(404);
    expect((await fetch(`${built.workspace.url}/other.js`)).status).toBe(404);
    await built.close();
    await rm(directory, { recursive: true });
  });

  test('show how to build the page if they are missing', async () => {
    expect(await (await fetch(opened.workspace.url)).text()).toContain('npm run build');
  });
});

/** Sends the request of a browser under DNS rebinding. `fetch` does not let the Host header be set. */
function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const ask = request(`${opened.workspace.url}/sandbox/api/state`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    ask.on('error', reject).end();
  });
}
