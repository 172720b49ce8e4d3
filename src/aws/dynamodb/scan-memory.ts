import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Throttled } from '../../workflows/errors.js';
import type { ScanMemory } from '../../workflows/ports.js';
import type { LastScan } from '../../workflows/stale/types.js';
import { toStoreFailure } from './errors.js';
import {
  adoptionItem,
  adoptionSchema,
  headlineItem,
  headlineSchema,
  keepItem,
  keepSchema,
  LAST_SCAN_ID,
  lastScanSchema,
  partIds,
  partSchema,
  partsOf,
  remembered,
  reportItem,
  reportSchema,
  type ListedItem,
  type MemoryKind,
} from './memory-item.js';
import { INDEXES } from './table.js';

export interface ScanMemoryOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** The last scan is replaced once a day: to meet that once is rare, three times in a row something else is wrong. */
const READINGS = 3;

/** `ScanMemory` in the table of the requests. */
export function createScanMemory({ client, table }: ScanMemoryOptions): ScanMemory {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

  async function put(item: ListedItem | { readonly id: string }): Promise<void> {
    await answered('PutItem', documents.send(new PutCommand({ TableName: table, Item: item })));
  }

  async function get<T>(schema: z.ZodType<T>, id: string): Promise<T | undefined> {
    const command = new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true });
    const { Item } = await answered('GetItem', documents.send(command));
    return Item === undefined ? undefined : remembered(schema, Item);
  }

  /** One page of a list from a place in it on. */
  async function query(kind: MemoryKind, from: string, options: object) {
    const command = new QueryCommand({
      TableName: table,
      IndexName: 'all',
      KeyConditionExpression: '#in = :in AND #order > :from',
      ExpressionAttributeNames: { '#in': INDEXES.all.partition, '#order': INDEXES.all.sort },
      ExpressionAttributeValues: { ':in': kind, ':from': from },
      ...options,
    });
    return answered('Query', documents.send(command));
  }

  async function listFrom<T>(kind: MemoryKind, schema: z.ZodType<T>, from: string): Promise<readonly T[]> {
    const found: T[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await query(kind, from, start === undefined ? {} : { ExclusiveStartKey: start });
      found.push(...(page.Items ?? []).map((item) => remembered(z.object({ summary: schema }), item).summary));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return found;
  }

  async function answered<T>(operation: string, answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw toStoreFailure(error, table, { operation, changes: operation !== 'GetItem' && operation !== 'Query' });
    }
  }

  /** Undefined when another scan took its place while it was read. */
  async function readLast(): Promise<LastScan | 'none' | undefined> {
    const last = await get(lastScanSchema, LAST_SCAN_ID);
    if (last === undefined) return 'none';
    const ids = partIds(last.scannedAt, last.parts);
    const parts = await Promise.all(ids.map((id) => get(partSchema, id)));
    if (parts.some((part) => part === undefined)) return undefined;
    const { scannedAt, drift } = last;
    const stale = parts.flatMap((part) => part?.notes ?? []);
    return { scannedAt, stale, ...(drift === undefined ? {} : { drift }) };
  }

  async function dropParts(scannedAt: string, count: number): Promise<void> {
    for (const id of partIds(scannedAt, count)) {
      await answered('DeleteItem', documents.send(new DeleteCommand({ TableName: table, Key: { id } })));
    }
  }

  return {
    keeps: (at) => listFrom('keeps', keepSchema, `${at}#~`),
    keep: (answer) => put(keepItem(answer)),
    adoptions: () => listFrom('adoptions', adoptionSchema, '0'),
    adopt: (adoption) => put(adoptionItem(adoption)),
    reportsSince: (time) => listFrom('usage-reports', reportSchema, time),
    rememberReport: (report) => put(reportItem(report)),
    async lastScan() {
      for (let attempt = 1; attempt <= READINGS; attempt += 1) {
        const last = await readLast();
        if (last !== undefined) return last === 'none' ? undefined : last;
      }
      throw new Throttled('what the last scan left is being replaced');
    },
    async rememberScan(scan, headline, after) {
      const last = await get(lastScanSchema, LAST_SCAN_ID);
      const parts = partsOf(scan);
      for (const part of parts) await put(part);
      const command = new PutCommand({
        TableName: table,
        Item: { id: LAST_SCAN_ID, scannedAt: scan.scannedAt, parts: parts.length, drift: scan.drift },
        ...(after === undefined
          ? { ConditionExpression: 'attribute_not_exists(id)' }
          : { ConditionExpression: 'scannedAt = :after', ExpressionAttributeValues: { ':after': after } }),
      });
      await answered('PutItem', documents.send(command));
      await put(headlineItem(headline));
      // Whoever read the old one meanwhile reads again.
      if (last !== undefined) await dropParts(last.scannedAt, last.parts);
    },
    async history(limit) {
      const { Items = [] } = await query('scans', '0', { ScanIndexForward: false, Limit: limit });
      return Items.map((item) => remembered(z.object({ summary: headlineSchema }), item).summary).reverse();
    },
  };
}
