import { AwsLambdaReceiver } from '@slack/bolt';
import { acknowledgeOnly } from './bare-app.js';
import { SIGNING_SECRET } from './slack-requests.js';

/* The bare app on Lambda, by Bolt's own receiver. */

const receiver = new AwsLambdaReceiver({ signingSecret: SIGNING_SECRET });
acknowledgeOnly(receiver);

export const handler = await receiver.start();
