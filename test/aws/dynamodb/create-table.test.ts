import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamo, type Dynamo } from '../../../sandbox/dynamodb.js';
import { createTable } from '../../../src/aws/dynamodb/index.js';
import type { TableChange } from '../../../src/aws/dynamodb/create-table.js';
import { INDEXES } from '../../../src/aws/dynamodb/table.js';
import { clientFor } from './store-harness.js';

let dynamo: Dynamo;
let client: DynamoDBClient;

beforeAll(async () => {
  dynamo = await startDynamo();
  client = clientFor(dynamo.url);
});
afterAll(async () => {
  client.destroy();
  await dynamo.close();
});

const INDEX_NAMES = Object.keys(INDEXES);

async function created(table: string): Promise<readonly TableChange[]> {
  const changes: TableChange[] = [];
  await createTable({ client, table, report: (change) => changes.push(change), pauseMs: 10 });
  return changes;
}

async function indexesOf(table: string): Promise<readonly (string | undefined)[]> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  return (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName).sort();
}

describe('createTable', () => {
  test('creates the table with its indexes, and is safe to repeat', async () => {
    expect(await created('fresh')).toEqual([{ kind: 'table' }]);
    expect(await created('fresh')).toEqual([]);
    expect(await indexesOf('fresh')).toEqual([...INDEX_NAMES].sort());
  });

  test('adds the indexes that a table lacks, with the throughput that the table has', async () => {
    await client.send(
      new CreateTableCommand({
        TableName: 'older',
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 2 },
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      }),
    );

    const changes = await created('older');

    expect(changes).toEqual(INDEX_NAMES.map((index) => ({ kind: 'index', index })));
    expect(await indexesOf('older')).toEqual([...INDEX_NAMES].sort());
  });
});
