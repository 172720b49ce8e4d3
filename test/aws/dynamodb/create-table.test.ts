import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { startDynamo, type Dynamo } from '../../../sandbox/dynamodb.js';
import { createTable } from '../../../src/aws/dynamodb/index.js';
import type { TableChange } from '../../../src/aws/dynamodb/create-table.js';
import { INDEXES, tableDefinition } from '../../../src/aws/dynamodb/table.js';
import { Rejected } from '../../../src/workflows/ports/errors.js';
import { startScriptedAws, type ReceivedRequest, type Reply, type ScriptedAws } from '../endpoint/scripted-aws.js';
import { clientFor } from './store-harness.js';

const INDEX_NAMES = Object.keys(INDEXES);

async function created(client: DynamoDBClient, table: string): Promise<readonly TableChange[]> {
  const changes: TableChange[] = [];
  await createTable({ client, table, onChange: (change) => changes.push(change), pauseMs: 2 });
  return changes;
}

describe('createTable on the embedded DynamoDB', () => {
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

  test('creates the table with its indexes once and changes nothing on a second run', async () => {
    expect(await created(client, 'fresh')).toEqual([{ kind: 'table' }]);
    expect(await created(client, 'fresh')).toEqual([]);

    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'fresh' }));
    const names = Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName);
    expect(names?.sort()).toEqual([...INDEX_NAMES].sort());
  });

  test('succeeds when it runs several times concurrently', async () => {
    await Promise.all([created(client, 'at-once'), created(client, 'at-once'), created(client, 'at-once')]);

    expect(await created(client, 'at-once')).toEqual([]);
  });

  test('refuses a table that belongs to another application', async () => {
    await client.send(
      new CreateTableCommand({
        TableName: 'others',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      }),
    );

    await expect(created(client, 'others')).rejects.toThrow('the table others is not one of AMI Steward');
  });

  test('fails when an index has other keys or the endpoint cannot add an index', async () => {
    const { GlobalSecondaryIndexes: [due, ...others] = [], ...table } = tableDefinition('older');
    const [other] = others;
    if (due === undefined || other === undefined) throw new Error('There are no indexes to spoil');
    const wrong = { ...due, KeySchema: other.KeySchema };
    await client.send(new CreateTableCommand({ ...table, GlobalSecondaryIndexes: [wrong, ...others] }));
    await client.send(new CreateTableCommand({ ...table, TableName: 'fewer', GlobalSecondaryIndexes: others }));

    await expect(created(client, 'older')).rejects.toThrow('the index due of the table has other keys than it needs');
    // dynalite cannot add an index, so the table of an older sandbox on disk must be created again.
    await expect(created(client, 'fewer')).rejects.toThrow(Rejected);
  });
});

const update = z.object({
  GlobalSecondaryIndexUpdates: z.tuple([z.object({ Create: z.looseObject({ IndexName: z.string() }) })]),
});

/** A table that was made without indexes, in a DynamoDB that takes its time: what was asked for is not seen at once. */
function slowDynamo() {
  const indexes: { readonly name: string; age: number }[] = [];
  let together = 0;

  function description(seen: typeof indexes): object {
    return {
      TableName: 'older',
      TableStatus: 'ACTIVE',
      KeySchema: tableDefinition('older').KeySchema,
      GlobalSecondaryIndexes: seen.map(({ name, age }) => ({
        ...tableDefinition('older').GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === name),
        IndexStatus: age > 3 ? 'ACTIVE' : 'CREATING',
      })),
    };
  }

  return {
    /** How many indexes were being made at once, at most. */
    together: () => together,
    script({ body }: ReceivedRequest): Reply {
      const asked: unknown = JSON.parse(body);
      const wanted = update.safeParse(asked);
      if (wanted.success) {
        indexes.push({ name: wanted.data.GlobalSecondaryIndexUpdates[0].Create.IndexName, age: 0 });
        together = Math.max(together, indexes.filter(({ age }) => age <= 3).length);
        return json({ TableDescription: description(indexes) });
      }
      for (const index of indexes) index.age += 1;
      return json({ Table: description(indexes.filter(({ age }) => age > 1)) });
    },
  };
}

function json(body: object): Reply {
  return { status: 200, body: JSON.stringify(body), headers: { 'content-type': 'application/x-amz-json-1.0' } };
}

describe('createTable on a table that lacks its indexes', () => {
  let aws: ScriptedAws;
  afterEach(() => aws.close());

  test('adds the indexes one at a time, each after the previous one is active', async () => {
    const slow = slowDynamo();
    aws = await startScriptedAws((asked) => slow.script(asked));

    const changes = await created(clientFor(aws.url), 'older');

    expect(changes).toEqual([...INDEX_NAMES.map((index) => ({ kind: 'index', index })), { kind: 'expiry' }]);
    expect(slow.together()).toBe(1);
  });

  test('enables time to live only where it is disabled', async () => {
    const slow = slowDynamo();
    const targets: string[] = [];
    aws = await startScriptedAws((asked) => {
      const answer = slow.script(asked);
      if (asked.body.includes('TimeToLiveSpecification')) targets.push(asked.body);
      if (targets.length === 0) return answer;
      const enabled = { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' } };
      return json({ ...(JSON.parse(answer.body) as object), ...enabled });
    });
    const client = clientFor(aws.url);

    await created(client, 'older');

    expect(await created(client, 'older')).toEqual([]);
    expect(targets.map((body) => JSON.parse(body) as unknown)).toEqual([
      { TableName: 'older', TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } },
    ]);
  });
});
