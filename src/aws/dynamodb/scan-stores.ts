import { omitUndefined } from '../../domain/model/omit-undefined.js';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Throttled } from '../../workflows/ports/errors.js';
import type { AdoptionStore } from '../../workflows/ports/adoption-store.js';
import type { ExemptionStore } from '../../workflows/ports/exemption-store.js';
import type { ScanHistoryStore } from '../../workflows/ports/scan-history-store.js';
import type { LastScan } from '../../domain/stale/types.js';
import { toStoreFailure } from './errors.js';
import {
  toAdoptionItem,
  adoptionSchema,
  scanSummaryItem,
  scanSummarySchema,
  exemptionItem,
  exemptionSchema,
  LAST_SCAN_ID,
  lastScanSchema,
  chunkIds,
  chunkSchema,
  chunksOf,
  parseStored,
  toReportItem,
  reportSchema,
  type ListedItem,
  type RecordKind,
} from './scan-items.js';
import { INDEXES } from './table.js';

export interface ScanStoresOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** The last scan is replaced once a day: one conflict is rare, three in a row are an error. */
const MAX_READ_ATTEMPTS = 3;

/** What scans and the responses to them store, in the table of the requests. */
export interface ScanStores {
  readonly exemptions: ExemptionStore;
  readonly adoptions: AdoptionStore;
  readonly scanHistory: ScanHistoryStore;
}

export function createScanStores({ client, table }: ScanStoresOptions): ScanStores {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

  async function put(item: ListedItem | { readonly id: string }): Promise<void> {
    await withStoreErrors('PutItem', documents.send(new PutCommand({ TableName: table, Item: item })));
  }

  async function get<T>(schema: z.ZodType<T>, id: string): Promise<T | undefined> {
    const command = new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true });
    const { Item } = await withStoreErrors('GetItem', documents.send(command));
    return Item === undefined ? undefined : parseStored(schema, Item);
  }

  /** One page of a list from a place in it on. */
  async function query(kind: RecordKind, from: string, options: object) {
    const command = new QueryCommand({
      TableName: table,
      IndexName: 'all',
      KeyConditionExpression: '#in = :in AND #order > :from',
      ExpressionAttributeNames: { '#in': INDEXES.all.partition, '#order': INDEXES.all.sort },
      ExpressionAttributeValues: { ':in': kind, ':from': from },
      ...options,
    });
    return withStoreErrors('Query', documents.send(command));
  }

  async function listFrom<T>(kind: RecordKind, schema: z.ZodType<T>, from: string): Promise<readonly T[]> {
    const found: T[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await query(kind, from, start === undefined ? {} : { ExclusiveStartKey: start });
      found.push(...(page.Items ?? []).map((item) => parseStored(z.object({ summary: schema }), item).summary));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return found;
  }

  async function withStoreErrors<T>(operation: string, response: Promise<T>): Promise<T> {
    try {
      return await response;
    } catch (error) {
      throw toStoreFailure(error, table, { operation, changes: operation !== 'GetItem' && operation !== 'Query' });
    }
  }

  /** Undefined when another scan took its place while it was read. */
  async function readLast(): Promise<LastScan | 'none' | undefined> {
    const last = await get(lastScanSchema, LAST_SCAN_ID);
    if (last === undefined) return 'none';
    const ids = chunkIds(last.scannedAt, last.parts);
    const parts = await Promise.all(ids.map((id) => get(chunkSchema, id)));
    if (parts.some((part) => part === undefined)) return undefined;
    const { scannedAt, drift } = last;
    const stale = parts.flatMap((part) => part?.records ?? []);
    return { scannedAt, stale, ...omitUndefined({ drift }) };
  }

  async function deleteChunks(scannedAt: string, count: number): Promise<void> {
    for (const id of chunkIds(scannedAt, count)) {
      await withStoreErrors('DeleteItem', documents.send(new DeleteCommand({ TableName: table, Key: { id } })));
    }
  }

  return {
    exemptions: {
      listActive: (at) => listFrom('exemptions', exemptionSchema, `${at}#~`),
      save: (exemption) => put(exemptionItem(exemption)),
    },
    adoptions: {
      list: () => listFrom('adoptions', adoptionSchema, '0'),
      save: (adoption) => put(toAdoptionItem(adoption)),
    },
    scanHistory: {
      usageReportsSince: (time) => listFrom('usage-reports', reportSchema, time),
      saveUsageReport: (report) => put(toReportItem(report)),
      async lastScan() {
        for (let attempt = 1; attempt <= MAX_READ_ATTEMPTS; attempt += 1) {
          const last = await readLast();
          if (last !== undefined) return last === 'none' ? undefined : last;
        }
        throw new Throttled('what the last scan left is being replaced');
      },
      async saveScan(scan, summary, after) {
        const last = await get(lastScanSchema, LAST_SCAN_ID);
        const parts = chunksOf(scan);
        for (const part of parts) await put(part);
        const command = new PutCommand({
          TableName: table,
          Item: { id: LAST_SCAN_ID, scannedAt: scan.scannedAt, parts: parts.length, drift: scan.drift },
          ...(after === undefined
            ? { ConditionExpression: 'attribute_not_exists(id)' }
            : { ConditionExpression: 'scannedAt = :after', ExpressionAttributeValues: { ':after': after } }),
        });
        await withStoreErrors('PutItem', documents.send(command));
        await put(scanSummaryItem(summary));
        // A reader of the old scan reads again.
        if (last !== undefined) await deleteChunks(last.scannedAt, last.parts);
      },
      async recentScans(limit) {
        const { Items = [] } = await query('scans', '0', { ScanIndexForward: false, Limit: limit });
        return Items.map((item) => parseStored(z.object({ summary: scanSummarySchema }), item).summary).reverse();
      },
    },
  };
}
