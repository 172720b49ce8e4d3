import { App, HTTPReceiver } from '@slack/bolt';
import { SIGNING_SECRET } from './slack-requests.js';

/** The least that a Slack app can do: Bolt, a checked signature, and an acknowledgement. */
export async function runBareApp(port: number): Promise<void> {
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET });
  const app = new App({
    receiver,
    token: 'xoxb-bench',
    botId: 'B0BENCH',
    botUserId: 'U0BENCH',
    tokenVerificationEnabled: false,
  });
  app.command('/ami', ({ ack }) => ack());
  await receiver.start({ port, host: '127.0.0.1' });
}
