import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamo } from '../../../sandbox/dynamodb.js';
import { createRequestStore, createTable } from '../../../src/aws/dynamodb/index.js';
import type { RequestStoreHarness } from '../../contracts/request-store.js';

/** A client for a DynamoDB that takes any credentials. */
export function clientFor(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}

/** The real adapter over the embedded DynamoDB, or over the one at an address; a table of its own each time. */
export async function startStoreHarness(endpoint?: string): Promise<RequestStoreHarness> {
  const dynamo = endpoint === undefined ? await startDynamo() : undefined;
  const client = clientFor(endpoint ?? dynamo?.url ?? '');
  let tables = 0;
  return {
    async fresh() {
      tables += 1;
      const table = `requests-${String(tables)}`;
      await createTable({ client, table, pauseMs: 10 });
      return createRequestStore({ client, table });
    },
    async close() {
      client.destroy();
      await dynamo?.close();
    },
  };
}
