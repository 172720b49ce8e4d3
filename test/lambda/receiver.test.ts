import { beforeEach, describe, expect, test } from '@jest/globals';
import { App } from '@slack/bolt';
import { createSplitReceiver, type SplitReceiver } from '../../src/lambda/receiver.js';
import { silentLogger } from '../sandbox/slack/open-workspace.js';

const COMMAND = { command: '/ami', text: 'help', user_id: 'U0RITA', team_id: 'T0', channel_id: 'C0' };

let receiver: SplitReceiver;
let app: App;
let done: string[];
beforeEach(() => {
  receiver = createSplitReceiver();
  app = new App({
    receiver,
    token: 'xoxb-test',
    tokenVerificationEnabled: false,
    botId: 'B0',
    botUserId: 'U0',
    logger: silentLogger,
  });
  done = [];
});

function listen(): void {
  app.command('/ami', async ({ ack }) => {
    done.push('before');
    await ack('Looking');
    done.push('after');
  });
}

describe('the split receiver', () => {
  test('acknowledges with the response of the listener and stops there', async () => {
    listen();

    expect(await receiver.acknowledge(COMMAND)).toEqual({ response: 'Looking' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toEqual(['before']);
  });

  test('runs the whole listener when it processes a payload', async () => {
    listen();

    await receiver.process(COMMAND);

    expect(done).toEqual(['before', 'after']);
  });

  test('returns undefined if no listener matches', async () => {
    expect(await receiver.acknowledge(COMMAND)).toBeUndefined();
  });
});
