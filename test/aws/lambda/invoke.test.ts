import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createInvoker } from '../../../src/aws/lambda/invoke.js';
import { setAwsEnvironment } from '../../../sandbox/aws-environment.js';
import { startScriptedAws, type Reply, type ScriptedAws } from '../endpoint/scripted-aws.js';

let aws: ScriptedAws;
let putBack: () => void;
let replies: (Reply | 'hang-up')[];
beforeEach(async () => {
  replies = [];
  aws = await startScriptedAws(() => replies.shift() ?? { status: 202, body: '' });
  putBack = setAwsEnvironment({ aws: aws.url, dynamodb: aws.url });
});
afterEach(async () => {
  putBack();
  await aws.close();
});

describe('invoking another Lambda function', () => {
  test('sends the payload and does not wait for the result', async () => {
    await createInvoker('worker')({ kind: 'slack', body: { text: 'Grüße' } });

    expect(aws.requests).toMatchObject([
      { path: '/2015-03-31/functions/worker/invocations', body: '{"kind":"slack","body":{"text":"Grüße"}}' },
    ]);
  });

  test('is tried at most twice', async () => {
    replies = ['hang-up'];
    await createInvoker('worker')({});
    expect(aws.requests).toHaveLength(2);

    replies = [503, 503, 503].map((status) => ({ status, body: '{}' }));
    await expect(createInvoker('worker')({})).rejects.toThrow();
    expect(aws.requests).toHaveLength(4);
  });
});
