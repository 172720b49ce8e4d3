import {
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { ServiceException } from '@smithy/core/client';
import { toStoreFailure } from './errors.js';
import { tableDefinition } from './table.js';

export type TableState =
  { readonly kind: 'missing' } | { readonly kind: 'exists'; readonly missingIndexes: readonly string[] };

/** Whether the table and its indexes are there. Throws what the store's calls throw. */
export async function tableState(client: DynamoDBClient, table: string): Promise<TableState> {
  const found = await describeTable(client, table);
  if (found === undefined) return { kind: 'missing' };
  const wanted = tableDefinition(table).GlobalSecondaryIndexes ?? [];
  return { kind: 'exists', missingIndexes: wanted.filter((index) => isMissing(index, found)).map(indexName) };
}

/** `undefined` if there is none. Throws what the store's calls throw. */
export async function describeTable(client: DynamoDBClient, table: string): Promise<TableDescription | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    return Table;
  } catch (error) {
    if (ServiceException.isInstance(error) && error.name === 'ResourceNotFoundException') return undefined;
    throw toStoreFailure(error, table, { operation: 'DescribeTable', changes: false });
  }
}

export function isMissing(
  { IndexName }: GlobalSecondaryIndex,
  { GlobalSecondaryIndexes = [] }: TableDescription,
): boolean {
  return !GlobalSecondaryIndexes.some((index) => index.IndexName === IndexName);
}

export function indexName({ IndexName = '' }: GlobalSecondaryIndex): string {
  return IndexName;
}
