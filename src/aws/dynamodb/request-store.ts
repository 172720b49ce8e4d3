import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import type { Page, PageRequest, RequestStore } from '../../workflows/ports/request-store.js';
import type { Request, RequestSummary } from '../../domain/request/types.js';
import { fromCursor, toCursor } from './cursor.js';
import { toStoreFailure } from './errors.js';
import { fromItem, idFromItem, summaryFromItem, toItem } from './item.js';
import { ALL_REQUESTS_PARTITION, sortKey, requesterKey } from './keys.js';
import { INDEXES, type IndexName } from './table.js';
import { createWriteTokens } from './write-tokens.js';

export interface RequestStoreOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** `RequestStore` in one DynamoDB table: an item a request, every change of it one conditional write. */
export function createRequestStore({ client, table }: RequestStoreOptions): RequestStore {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const writeTokenFor = createWriteTokens();

  async function put(request: Request, condition: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    const item = toItem(request, writeTokenFor(request));
    const command = new PutCommand({
      TableName: table,
      Item: item,
      // An attempt whose answer was lost has left its own write there: repeating that changes nothing.
      ConditionExpression: `${condition} OR #writeId = :writeId`,
      ExpressionAttributeNames: { '#writeId': 'writeId', ...(condition.includes('#') ? VERSION_PATH_NAMES : {}) },
      ExpressionAttributeValues: { ':writeId': item.writeId, ...values },
    });
    await withStoreErrors({ operation: 'PutItem', changes: true }, documents.send(command));
  }

  async function query(index: IndexName, input: Partial<QueryCommandInput>): Promise<QueryCommandOutput> {
    const command = new QueryCommand({ TableName: table, IndexName: index, ...input });
    return withStoreErrors({ operation: 'Query', changes: false }, documents.send(command));
  }

  async function list(
    index: Exclude<IndexName, 'due'>,
    partition: string,
    page: PageRequest,
  ): Promise<Page<RequestSummary>> {
    const key = INDEXES[index].partition;
    const start = page.cursor === undefined ? undefined : fromCursor(page.cursor);
    const { Items = [], LastEvaluatedKey } = await query(index, {
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': key },
      ExpressionAttributeValues: { ':partition': partition },
      ScanIndexForward: false,
      // One more tells whether there is a next page.
      Limit: page.limit + 1,
      ...(start === undefined ? {} : { ExclusiveStartKey: { ...start, [key]: partition } }),
    });
    const items = Items.slice(0, page.limit).map(summaryFromItem);
    const last = items.at(-1);
    const hasMore = Items.length > page.limit || LastEvaluatedKey !== undefined;
    return hasMore && last !== undefined ? { items, cursor: toCursor(sortKey(last)) } : { items };
  }

  async function due(now: string, limit: number): Promise<readonly string[]> {
    const { Items = [] } = await query('due', {
      KeyConditionExpression: '#in = :in AND #at <= :now',
      ExpressionAttributeNames: { '#in': INDEXES.due.partition, '#at': INDEXES.due.sort },
      ExpressionAttributeValues: { ':in': ALL_REQUESTS_PARTITION, ':now': now },
      Limit: limit,
    });
    return Items.map(idFromItem);
  }

  async function withStoreErrors<T>(
    call: { readonly operation: string; readonly changes: boolean },
    response: Promise<T>,
  ): Promise<T> {
    try {
      return await response;
    } catch (error) {
      throw toStoreFailure(error, table, call);
    }
  }

  return {
    create: (request) => put(request, 'attribute_not_exists(id)', {}),
    async load(id) {
      const command = new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true });
      const { Item } = await withStoreErrors({ operation: 'GetItem', changes: false }, documents.send(command));
      return Item === undefined ? undefined : fromItem(Item);
    },
    save: (request) => put(request, '#request.#version = :version', { ':version': request.version - 1 }),
    listDue: due,
    listBySubject: (name, page) => list('by-subject', name, page),
    listByRequester: (person, page) => list('by-requester', requesterKey(person), page),
    listOpen: (page) => list('open', ALL_REQUESTS_PARTITION, page),
    listAll: (page) => list('all', ALL_REQUESTS_PARTITION, page),
    async ping() {
      // Without this index no process would find its work.
      await due('1970-01-01T00:00:00.000Z', 1);
    },
  };
}

const VERSION_PATH_NAMES = { '#request': 'request', '#version': 'version' };
