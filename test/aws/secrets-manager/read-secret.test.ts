import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readSecret } from '../../../src/aws/secrets-manager/read-secret.js';
import { setAwsEnvironment } from '../../../sandbox/aws-environment.js';
import { startScriptedAws, type ScriptedAws } from '../endpoint/scripted-aws.js';

const ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:ami-steward-AbCdEf';

let aws: ScriptedAws;
let putBack: () => void;
let content: string;
beforeEach(async () => {
  aws = await startScriptedAws(() => ({ status: 200, body: JSON.stringify({ ARN, SecretString: content }) }));
  putBack = setAwsEnvironment({ aws: aws.url, dynamodb: aws.url });
});
afterEach(async () => {
  putBack();
  await aws.close();
});

describe('a secret', () => {
  test('is parsed into its fields', async () => {
    content = '{"SLACK_BOT_TOKEN":"xoxb-1","SLACK_SIGNING_SECRET":"s"}';

    expect(await readSecret(ARN)).toEqual({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' });
    expect(JSON.parse(aws.requests[0]?.body ?? '')).toEqual({ SecretId: ARN });
  });

  test.each(['xoxb-1', '["xoxb-1"]', '{"SLACK_BOT_TOKEN":{"value":"xoxb-1"}}'])(
    'of another shape is refused without repeating its content (%s)',
    async (text) => {
      content = text;

      const reading = readSecret(ARN);

      await expect(reading).rejects.toMatchObject({ code: 'unreadable-secret' });
      await expect(reading).rejects.not.toThrow(/xoxb/);
    },
  );
});
