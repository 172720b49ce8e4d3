import { startAws } from '../sandbox/ec2/index.js';
import { stateOf, type Contents } from '../sandbox/ec2/store.js';
import { useAws } from '../sandbox/aws-environment.js';
import { startDynamo } from '../sandbox/dynamodb.js';
import { ACCOUNT_CONTENTS } from '../sandbox/seed/accounts.js';
import { createDynamoClient, createTable } from '../src/aws/dynamodb/index.js';
import { systemClock } from '../src/identity.js';

export const TABLE = 'ami-steward';

export interface AwsUrls {
  readonly awsUrl: string;
  readonly dynamoUrl: string;
}

/** The simulated AWS with these contents, and the table, in this process. */
export async function startAwsAndTable(contents: (now: Date) => Contents): Promise<AwsUrls> {
  const aws = await startAws({
    clock: systemClock,
    seed: (now) => stateOf({ ...ACCOUNT_CONTENTS, ...contents(now) }),
  });
  const dynamo = await startDynamo();
  useAws({ aws: aws.url, dynamodb: dynamo.url });
  await createTable({ client: createDynamoClient({ region: 'us-east-1' }), table: TABLE, pauseMs: 20 });
  return { awsUrl: aws.url, dynamoUrl: dynamo.url };
}
