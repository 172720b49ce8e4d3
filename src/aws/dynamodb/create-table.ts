import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  UpdateTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { ServiceException } from '@smithy/core/client';
import { Conflict, Refused, Throttled } from '../../workflows/errors.js';
import { toStoreFailure } from './errors.js';
import { tableDefinition } from './table.js';

export interface CreateTableOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Told of each change as soon as it has taken effect. */
  readonly report?: (change: TableChange) => void;
  /** How long to wait between two looks at what is being made. */
  readonly pauseMs?: number;
}

export type TableChange = { readonly kind: 'table' } | { readonly kind: 'index'; readonly index: string };

/** An index of a full table takes minutes; nothing takes this long. */
const LONGEST_WAIT_MS = 30 * 60_000;

/**
 * Makes the table and whatever of its indexes is missing, and resolves when all of it can be used. Repeating it is safe,
 * also at the same time elsewhere. Throws `Refused` when a table or index of that name is not what it should be, and what
 * the store's calls throw.
 */
export async function createTable(options: CreateTableOptions): Promise<void> {
  const { client, table, report = () => undefined, pauseMs = 1_000 } = options;
  const wanted = tableDefinition(table);

  async function describe(): Promise<TableDescription | undefined> {
    try {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
      return Table;
    } catch (error) {
      if (ServiceException.isInstance(error) && error.name === 'ResourceNotFoundException') return undefined;
      throw toStoreFailure(error, table, { operation: 'DescribeTable', changes: false });
    }
  }

  /** Waits for everything that is there to be usable. */
  async function settled(): Promise<TableDescription> {
    for (let waited = 0; waited < LONGEST_WAIT_MS; waited += pauseMs) {
      const found = await describe();
      if (found !== undefined && isUsable(found)) return found;
      await pause(pauseMs);
    }
    throw new Throttled(`the table ${table} is still not ready to be used`);
  }

  async function create(): Promise<void> {
    await unlessUnderWay('CreateTable', () => client.send(new CreateTableCommand(wanted)));
    await settled();
    report({ kind: 'table' });
  }

  /** DynamoDB makes one index of a table at a time. (DynamoDB API Reference, UpdateTable) */
  async function add(index: GlobalSecondaryIndex): Promise<void> {
    const command = new UpdateTableCommand({
      TableName: table,
      AttributeDefinitions: wanted.AttributeDefinitions?.filter(({ AttributeName }) => isKey(AttributeName, index)),
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    });
    await unlessUnderWay('UpdateTable', () => client.send(command));
    await settled();
    report({ kind: 'index', index: nameOf(index) });
  }

  /** Somebody else who does the same at the same time is no obstacle: both wait for it. */
  async function unlessUnderWay(operation: string, send: () => Promise<unknown>): Promise<void> {
    try {
      await send();
    } catch (error) {
      if (ServiceException.isInstance(error) && error.name === 'ResourceInUseException') return;
      throw toStoreFailure(error, table, { operation, changes: true });
    }
  }

  if ((await describe()) === undefined) return create();
  for (;;) {
    const found = await settled();
    refuseOthers(found, wanted);
    const [missing] = missingIn(found, wanted);
    if (missing === undefined) return;
    await add(missing);
  }
}
