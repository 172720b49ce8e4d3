import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { App, SocketModeReceiver } from '@slack/bolt';
import { SEED } from '../../../sandbox/seed/workspace.js';
import { openWorkspace, silentLogger, TOKENS, type WorkspaceHarness } from './open-workspace.js';
import { field, modal, textInput } from './block-fragments.js';

let opened: WorkspaceHarness;
let app: App;
let receiver: SocketModeReceiver;

beforeEach(async () => {
  opened = await openWorkspace();
  const slackApiUrl = opened.workspace.apiUrl;
  receiver = new SocketModeReceiver({
    appToken: TOKENS.app,
    logger: silentLogger,
    installerOptions: { clientOptions: { slackApiUrl } },
  });
  app = new App({
    receiver,
    token: TOKENS.bot,
    tokenVerificationEnabled: false,
    botId: SEED.app.botId,
    botUserId: SEED.app.botUserId,
    clientOptions: { slackApiUrl },
    logger: silentLogger,
  });
});

afterEach(async () => {
  await app.stop();
  await opened.close();
});

describe('an app in Socket Mode', () => {
  test('receives commands, forms and events and responds over the socket', async () => {
    const opens: string[] = [];
    app.command('/ami', async ({ ack, client, command }) => {
      await ack('Opening a form');
      const view = modal([field(textInput, { block_id: 'name' })], { callback_id: 'form' });
      await client.apiCall('views.open', { trigger_id: command.trigger_id, view });
    });
    app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { name: 'Not good' } }));
    app.event('app_home_opened', async ({ event }) => {
      opens.push(event.user);
    });
    await app.start();
    const rita = opened.workspace.user('U0RITA');

    expect(await rita.command('C0GENERAL', '/ami')).toMatchObject({ ok: true });
    const view = await opened.workspace.waitUntil(() => rita.views()[0]);
    expect(await rita.submit(view, { name: { name: { value: 'x' } } })).toMatchObject({ errors: { name: 'Not good' } });
    expect(await rita.openHome()).toMatchObject({ ok: true });
    await opened.workspace.waitUntil(() => opens.length === 1);

    expect(rita.ephemeralMessages()).toMatchObject([{ text: 'Opening a form' }]);
    expect(opened.workspace.violations).toEqual([]);
  });

  test('fails commands with dispatch_failed while it is disconnected', async () => {
    await app.start();
    await app.stop();

    await opened.workspace.waitUntil(async () => {
      const { error } = await opened.workspace.user('U0RITA').command('C0GENERAL', '/ami');
      return error === '/ami failed with the error dispatch_failed';
    });
  });

  test('reconnects when Slack requests it', async () => {
    await app.start();
    let reconnected = 0;
    receiver.client.on('connected', () => (reconnected += 1));

    opened.workspace.refreshSocket();
    await opened.workspace.waitUntil(() => reconnected === 1, { description: 'another connection' });
  });
});
