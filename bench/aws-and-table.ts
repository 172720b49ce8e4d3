import { startAws } from '../sandbox/ec2/index.js';
import { toState, type SeedContents } from '../sandbox/ec2/store.js';
import { setAwsEnvironment } from '../sandbox/aws-environment.js';
import { startDynamo } from '../sandbox/dynamodb.js';
import { ACCOUNT_CONTENTS } from '../sandbox/seed/accounts.js';
import { createDynamoClient, createTable } from '../src/aws/dynamodb/index.js';
import { systemClock } from '../src/composition/clock-and-ids.js';

export const TABLE = 'ami-steward';

export interface AwsUrls {
  readonly awsUrl: string;
  readonly dynamoUrl: string;
}

/** The simulated AWS with these contents, and the table, in this process. */
export async function startAwsAndTable(seed: (now: Date) => SeedContents): Promise<AwsUrls> {
  const aws = await startAws({
    clock: systemClock,
    seed: (now) => toState({ ...ACCOUNT_CONTENTS, ...seed(now) }),
  });
  const dynamo = await startDynamo();
  setAwsEnvironment({ aws: aws.url, dynamodb: dynamo.url });
  await createTable({ client: createDynamoClient({ region: 'us-east-1' }), table: TABLE, pauseMs: 20 });
  return { awsUrl: aws.url, dynamoUrl: dynamo.url };
}
