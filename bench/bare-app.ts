import { App, HTTPReceiver, type Receiver } from '@slack/bolt';
import { SIGNING_SECRET } from './slack-requests.js';

/** The least that a Slack app can do: Bolt, a signature that its receiver checks, and an acknowledgement. */
export function acknowledgeEverything(receiver: Receiver): void {
  const app = new App({
    receiver,
    token: 'xoxb-bench',
    botId: 'B0BENCH',
    botUserId: 'U0BENCH',
    tokenVerificationEnabled: false,
  });
  app.command('/ami', ({ ack }) => ack());
}

/** That app as a server. */
export async function runBareApp(port: number): Promise<void> {
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET });
  acknowledgeEverything(receiver);
  await receiver.start({ port, host: '127.0.0.1' });
}
