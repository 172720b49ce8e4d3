import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateTableCommand,
  UpdateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { ServiceException } from '@smithy/core/client';
import { Rejected, Throttled } from '../../workflows/ports/errors.js';
import { toStoreFailure } from './errors.js';
import { enableExpiry } from './expiry.js';
import { describeTable, isMissing, indexName } from './table-state.js';
import { tableDefinition } from './table.js';

export interface CreateTableOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Called after each change took effect. */
  readonly onChange?: (change: TableChange) => void;
  /** The pause between two checks. */
  readonly pauseMs?: number;
}

export type TableChange =
  | { readonly kind: 'table' }
  | { readonly kind: 'index'; readonly index: string }
  /** Items with an expiry are deleted from now on. */
  | { readonly kind: 'expiry' };

/** An index of a full table takes minutes; nothing takes this long. */
const MAX_WAIT_MS = 30 * 60_000;

/**
 * Creates the table and its missing indexes, lets items expire, and resolves when all are usable. Idempotent, also when
 * run concurrently.
 * Throws `Rejected` if a table or index of that name differs, and what the store's calls throw.
 */
export async function createTable(options: CreateTableOptions): Promise<void> {
  const { client, table, onChange = () => undefined, pauseMs = 1_000 } = options;
  const definition = tableDefinition(table);

  /** Waits until everything is usable, including what was created and is not visible yet. */
  async function whenUsable(expected?: GlobalSecondaryIndex): Promise<TableDescription> {
    for (let waited = 0; waited < MAX_WAIT_MS; waited += pauseMs) {
      const found = await describeTable(client, table);
      const isThere = found !== undefined && (expected === undefined || !isMissing(expected, found));
      if (isThere && isUsable(found)) return found;
      await pause(pauseMs);
    }
    throw new Throttled(`the table ${table} is not ready yet`);
  }

  async function create(): Promise<void> {
    await unlessInProgress('CreateTable', () => client.send(new CreateTableCommand(definition)));
    await whenUsable();
    onChange({ kind: 'table' });
  }

  /** DynamoDB makes one index of a table at a time. (DynamoDB API Reference, UpdateTable) */
  async function add(index: GlobalSecondaryIndex, found: TableDescription): Promise<void> {
    const command = new UpdateTableCommand({
      TableName: table,
      AttributeDefinitions: definition.AttributeDefinitions?.filter(({ AttributeName }) => isKey(AttributeName, index)),
      GlobalSecondaryIndexUpdates: [{ Create: { ...index, ...toThroughput(found) } }],
    });
    const isAccepted = await unlessInProgress('UpdateTable', () => client.send(command));
    if (isAccepted) {
      await whenUsable(index);
      onChange({ kind: 'index', index: indexName(index) });
    } else {
      // The table is being changed by another process, perhaps for another index: the next round checks again.
      await whenUsable();
    }
  }

  /** A concurrent run is no obstacle: both wait for the result. */
  async function unlessInProgress(operation: string, send: () => Promise<unknown>): Promise<boolean> {
    try {
      await send();
      return true;
    } catch (error) {
      if (ServiceException.isInstance(error) && error.name === 'ResourceInUseException') return false;
      throw toStoreFailure(error, table, { operation, changes: true });
    }
  }

  if ((await describeTable(client, table)) === undefined) await create();
  for (;;) {
    const found = await whenUsable();
    rejectMismatch(found, definition);
    const missing = definition.GlobalSecondaryIndexes?.find((index) => isMissing(index, found));
    if (missing === undefined) break;
    await add(missing, found);
  }
  if (await enableExpiry(client, table)) onChange({ kind: 'expiry' });
}

function isUsable({ TableStatus, GlobalSecondaryIndexes = [] }: TableDescription): boolean {
  return TableStatus === 'ACTIVE' && GlobalSecondaryIndexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE');
}

/** The indexes of a table that was given a fixed capacity need one, too: the same. */
function toThroughput({
  ProvisionedThroughput,
}: TableDescription): Pick<GlobalSecondaryIndex, 'ProvisionedThroughput'> {
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = ProvisionedThroughput ?? {};
  return WriteCapacityUnits === 0 ? {} : { ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits } };
}

/** A table with our name and other keys belongs to another application, or to an incompatible version. */
function rejectMismatch(found: TableDescription, definition: CreateTableCommandInput): void {
  if (!hasSameKeys(found.KeySchema, definition.KeySchema)) {
    throw new Rejected(
      'another-table',
      `the table ${found.TableName ?? ''} is not one of AMI Steward: its key is not "id"`,
      {
        advice: 'Set STEWARD_TABLE to another name.',
      },
    );
  }
  for (const index of found.GlobalSecondaryIndexes ?? []) {
    const ours = definition.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName);
    if (ours === undefined || hasSameKeys(index.KeySchema, ours.KeySchema)) continue;
    throw new Rejected('another-index', `the index ${indexName(ours)} of the table has other keys than it needs`, {
      advice: 'Delete the index and run this again.',
    });
  }
}

function hasSameKeys(some: readonly KeySchemaElement[] = [], others: readonly KeySchemaElement[] = []): boolean {
  return (
    some.length === others.length &&
    some.every((key) =>
      others.some(({ AttributeName, KeyType }) => AttributeName === key.AttributeName && KeyType === key.KeyType),
    )
  );
}

function isKey(attribute: string | undefined, { KeySchema = [] }: GlobalSecondaryIndex): boolean {
  return KeySchema.some(({ AttributeName }) => AttributeName === attribute);
}
