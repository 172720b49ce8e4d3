import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import type { Page, PageOf, RequestStore } from '../../workflows/ports.js';
import type { Request, RequestSummary } from '../../workflows/request/types.js';
import { fromCursor, toCursor } from './cursor.js';
import { toStoreFailure } from './errors.js';
import { fromItem, idFromItem, summaryFromItem, toItem } from './item.js';
import { ONE_PARTITION, orderOf, requesterKey } from './keys.js';
import { INDEXES, type IndexName } from './table.js';
import { createWriteIds } from './write-ids.js';

export interface RequestStoreOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** `RequestStore` in one DynamoDB table: an item a request, every change of it one conditional write. */
export function createRequestStore({ client, table }: RequestStoreOptions): RequestStore {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const writeIdOf = createWriteIds();

  async function put(request: Request, belief: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    const item = toItem(request, writeIdOf(request));
    const command = new PutCommand({
      TableName: table,
      Item: item,
      // An attempt whose answer was lost has left its own write there: repeating that changes nothing.
      ConditionExpression: `${belief} OR #writeId = :writeId`,
      ExpressionAttributeNames: { '#writeId': 'writeId', ...(belief.includes('#') ? NAMES : {}) },
      ExpressionAttributeValues: { ':writeId': item.writeId, ...values },
    });
    await orStoreFailure({ operation: 'PutItem', changes: true }, documents.send(command));
  }

  async function query(index: IndexName, input: Partial<QueryCommandInput>): Promise<QueryCommandOutput> {
    const command = new QueryCommand({ TableName: table, IndexName: index, ...input });
    return orStoreFailure({ operation: 'Query', changes: false }, documents.send(command));
  }

  async function list(
    index: Exclude<IndexName, 'due'>,
    partition: string,
    page: PageOf,
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
    const isMore = Items.length > page.limit || LastEvaluatedKey !== undefined;
    return isMore && last !== undefined ? { items, cursor: toCursor(orderOf(last)) } : { items };
  }

  async function due(now: string, limit: number): Promise<readonly string[]> {
    const { Items = [] } = await query('due', {
      KeyConditionExpression: '#in = :in AND #at <= :now',
      ExpressionAttributeNames: { '#in': INDEXES.due.partition, '#at': INDEXES.due.sort },
      ExpressionAttributeValues: { ':in': ONE_PARTITION, ':now': now },
      Limit: limit,
    });
    return Items.map(idFromItem);
  }

  async function orStoreFailure<T>(
    call: { readonly operation: string; readonly changes: boolean },
    answer: Promise<T>,
  ): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw toStoreFailure(error, table, call);
    }
  }

  return {
    create: (request) => put(request, 'attribute_not_exists(id)', {}),
    async load(id) {
      const command = new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true });
      const { Item } = await orStoreFailure({ operation: 'GetItem', changes: false }, documents.send(command));
      return Item === undefined ? undefined : fromItem(Item);
    },
    save: (request) => put(request, '#request.#version = :version', { ':version': request.version - 1 }),
    due,
    bySubject: (name, page) => list('by-subject', name, page),
    byRequester: (person, page) => list('by-requester', requesterKey(person), page),
    open: (page) => list('open', ONE_PARTITION, page),
    all: (page) => list('all', ONE_PARTITION, page),
    async ping() {
      // Without this index no process would find its work.
      await due('1970-01-01T00:00:00.000Z', 1);
    },
  };
}

const NAMES = { '#request': 'request', '#version': 'version' };
