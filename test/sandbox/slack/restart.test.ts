import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkspace } from './open-workspace.js';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'workspace-'));
  file = join(directory, 'below', 'slack.json');
});

afterEach(() => rm(directory, { recursive: true }));

describe('a workspace after a restart', () => {
  test('keeps messages, direct messages, Home tabs and archived channels', async () => {
    const first = await openWorkspace({ file });
    await first.client.chat.postMessage({ channel: 'C0APPROVALS', text: 'Hello' });
    await first.client.chat.postMessage({ channel: 'U0RITA', text: 'To Rita' });
    await first.client.views.publish({ user_id: 'U0ANA', view: { type: 'home', blocks: [] } });
    first.workspace.archive('C0GENERAL');
    await first.close();

    const { workspace, client, close } = await openWorkspace({ file });

    expect(workspace.messages('C0APPROVALS')).toMatchObject([{ text: 'Hello' }]);
    expect(workspace.user('U0RITA').directMessages()).toMatchObject([{ text: 'To Rita' }]);
    expect(workspace.user('U0ANA').home()).toMatchObject({ content: { type: 'home' } });
    await expect(client.chat.postMessage({ channel: 'C0GENERAL', text: 'x' })).rejects.toThrow('is_archived');
    await close();
  });

  test('drops ephemeral messages and never reuses a timestamp', async () => {
    const first = await openWorkspace({ file });
    await first.client.chat.postEphemeral({ channel: 'C0GENERAL', user: 'U0RITA', text: 'For Rita' });
    const { ts } = await first.client.chat.postMessage({ channel: 'C0GENERAL', text: 'one' });
    await first.close();

    const again = await openWorkspace({ file, clock: { now: () => new Date(0) } });
    const next = await again.client.chat.postMessage({ channel: 'C0GENERAL', text: 'two' });

    expect(again.workspace.user('U0RITA').ephemeralMessages()).toEqual([]);
    expect(Number(next.ts)).toBeGreaterThan(Number(ts));
    await again.close();
  });

  test('is written atomically without leftover files', async () => {
    const { client, workspace, close } = await openWorkspace({ file });
    await client.chat.postMessage({ channel: 'C0GENERAL', text: 'one' });
    await workspace.waitUntil(async () => (await readdir(join(directory, 'below')).catch(() => [])).length > 0);
    await close();

    expect(await readdir(join(directory, 'below'))).toEqual(['slack.json']);
  });

  test('refuses a file of another format', async () => {
    const other = join(directory, 'other.json');
    await writeFile(other, '{}');

    await expect(openWorkspace({ file: other })).rejects.toThrow();
  });
});

describe('a port that is in use', () => {
  test('is refused', async () => {
    const first = await openWorkspace();
    const port = Number(new URL(first.workspace.url).port);

    await expect(openWorkspace({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
  });
});
