import { AwsLambdaReceiver } from '@slack/bolt';
import { acknowledgeEverything } from './bare-app.js';
import { SIGNING_SECRET } from './slack-requests.js';

/* The bare app on Lambda, by Bolt's own receiver. */

const receiver = new AwsLambdaReceiver({ signingSecret: SIGNING_SECRET });
acknowledgeEverything(receiver);

export const handler = await receiver.start();
