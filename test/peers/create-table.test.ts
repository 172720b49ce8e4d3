import { expect, test } from '@jest/globals';
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { createTable } from '../../src/aws/dynamodb/index.js';
import type { TableChange } from '../../src/aws/dynamodb/create-table.js';
import { INDEXES } from '../../src/aws/dynamodb/table.js';
import { clientFor } from '../aws/dynamodb/store-harness.js';
import { describeWithMoto } from './moto.js';

const INDEX_NAMES = Object.keys(INDEXES);

describeWithMoto('createTable on moto', (moto) => {
  test.each(['PAY_PER_REQUEST', 'PROVISIONED'] as const)('adds the indexes that a %s table lacks', async (mode) => {
    const client = clientFor(moto().url);
    const table = `older-${mode.toLowerCase()}`;
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: mode,
        ...(mode === 'PROVISIONED' ? { ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 2 } } : {}),
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      }),
    );

    const changes: TableChange[] = [];
    await createTable({ client, table, onChange: (change) => changes.push(change), pauseMs: 10 });

    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    expect(changes).toEqual([...INDEX_NAMES.map((index) => ({ kind: 'index', index })), { kind: 'expiry' }]);
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual([...INDEX_NAMES].sort());
    client.destroy();
  });
});
