import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SocketModeReceiver } from '@slack/bolt';
import { createSlackTransport } from '../../src/server/slack-transport.js';
import { openWorkspace, silentLogger, TOKENS, type WorkspaceHarness } from '../sandbox/slack/open-workspace.js';

let opened: WorkspaceHarness;
beforeEach(async () => {
  opened = await openWorkspace();
});
afterEach(() => opened.close());

function connections(): number {
  return opened.workspace.calls.filter(({ method }) => method === 'apps.connections.open').length;
}

describe('the Socket Mode transport', () => {
  test('closes during a reconnection without an unhandled rejection', async () => {
    const unhandled: unknown[] = [];
    function note(reason: unknown): void {
      unhandled.push(reason);
    }
    process.on('unhandledRejection', note);
    const link = createSlackTransport(
      { mode: 'socket', botToken: TOKENS.bot, appToken: TOKENS.app, apiUrl: opened.workspace.apiUrl },
      silentLogger,
    );
    if (!(link.receiver instanceof SocketModeReceiver)) throw new Error('not in Socket Mode');
    const { client } = link.receiver;
    await link.open();
    const before = connections();
    let connecting = false;
    client.on('connecting', () => (connecting = true));
    opened.workspace.refreshSocket();
    await opened.workspace.waitUntil(() => connecting && connections() > before);

    await link.close();
    await new Promise((resolve) => setTimeout(resolve, 50));

    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
    expect(() => link.check()).toThrow('the socket is not open');
  });
});
