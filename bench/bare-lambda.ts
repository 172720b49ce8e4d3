import { App, AwsLambdaReceiver } from '@slack/bolt';
import { SIGNING_SECRET } from './slack-requests.js';

/* The least that a Slack app on Lambda can do: Bolt's own receiver, a checked signature, and an acknowledgement. */

const receiver = new AwsLambdaReceiver({ signingSecret: SIGNING_SECRET });
const app = new App({
  receiver,
  token: 'xoxb-bench',
  botId: 'B0BENCH',
  botUserId: 'U0BENCH',
  tokenVerificationEnabled: false,
});
app.command('/ami', ({ ack }) => ack());

export const handler = await receiver.start();
