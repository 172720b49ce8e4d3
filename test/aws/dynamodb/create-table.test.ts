import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
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

/** That it adds missing indexes is held against moto: dynalite's UpdateTable takes no new ones. */
describe('createTable', () => {
  test('creates the table with its indexes, and is safe to repeat', async () => {
    expect(await created('fresh')).toEqual([{ kind: 'table' }]);
    expect(await created('fresh')).toEqual([]);
    expect(await indexesOf('fresh')).toEqual([...INDEX_NAMES].sort());
  });
});
