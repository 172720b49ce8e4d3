import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { ShownPage } from '../../workflows/digest/shown.js';
import type { DigestRecord } from '../../workflows/digest/types.js';
import { Refused } from '../../workflows/errors.js';
import type { DigestBook } from '../../workflows/digest/ports.js';
import { toStoreFailure } from './errors.js';
import { person } from './event-schema.js';
import { grantee, imageRef, remembered } from './memory-item.js';
import { createWriteIds } from './write-ids.js';

export interface DigestBookOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const DIGEST_ID = 'digest';

const text = z.string();

const digestRecord = z.strictObject({
  version: z.int(),
  day: text,
  message: z.strictObject({ channel: text, ts: text }).exactOptional(),
  attempt: z
    .strictObject({
      day: text,
      failures: z.int(),
      retryAt: text.exactOptional(),
      isPosting: z.boolean(),
      lease: z.strictObject({ holder: text, until: text, beat: z.int() }).exactOptional(),
    })
    .exactOptional(),
}) satisfies z.ZodType<DigestRecord>;

const shownPage = z.strictObject({
  version: z.int(),
  page: z.int(),
  pages: z.int(),
  message: z.strictObject({ channel: text, ts: text }),
  digest: text,
  content: text,
  answers: z.array(
    z.strictObject({
      ...imageRef,
      name: text.exactOptional(),
      by: person,
      what: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('kept'), until: text }),
        z.strictObject({ kind: z.literal('asked'), operation: text, request: text }),
        z.strictObject({ kind: z.literal('adopted'), grantee, missing: z.int() }),
      ]),
    }),
  ),
  drawn: z.int(),
}) satisfies z.ZodType<ShownPage>;

/** `DigestBook` in the table of the requests: one item, every change of it one conditional write. */
export function createDigestBook({ client, table }: DigestBookOptions): DigestBook {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const writeIdOf = createWriteIds();

  async function answered<T>(operation: string, answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw toStoreFailure(error, table, { operation, changes: operation === 'PutItem' });
    }
  }

  async function loadShown(page: number): Promise<ShownPage | undefined> {
    const command = new GetCommand({ TableName: table, Key: { id: shownId(page) }, ConsistentRead: true });
    const { Item } = await answered('GetItem', documents.send(command));
    return Item === undefined ? undefined : remembered(shownPage, Item.shown);
  }

  return {
    async load() {
      const command = new GetCommand({ TableName: table, Key: { id: DIGEST_ID }, ConsistentRead: true });
      const { Item } = await answered('GetItem', documents.send(command));
      return Item === undefined ? undefined : toRecord(Item.digest);
    },
    async save(record) {
      const isFirst = record.version === 1;
      const writeId = writeIdOf(record);
      const command = new PutCommand({
        TableName: table,
        Item: { id: DIGEST_ID, writeId, digest: record },
        // An attempt whose answer was lost has left its own write there: repeating that changes nothing.
        ConditionExpression: `${isFirst ? 'attribute_not_exists(id)' : '#digest.#version = :before'} OR #writeId = :writeId`,
        ExpressionAttributeNames: {
          '#writeId': 'writeId',
          ...(isFirst ? {} : { '#digest': 'digest', '#version': 'version' }),
        },
        ExpressionAttributeValues: { ':writeId': writeId, ...(isFirst ? {} : { ':before': record.version - 1 }) },
      });
      await answered('PutItem', documents.send(command));
    },
    async shownPages() {
      const first = await loadShown(0);
      const others = Array.from({ length: (first?.pages ?? 1) - 1 }, (_, index) => loadShown(index + 1));
      const pages = [first, ...(await Promise.all(others))].flatMap((page) => page ?? []);
      // A part that could not be noted is that of an earlier digest.
      return pages.filter(({ digest }) => digest === first?.digest);
    },
    async saveShown(shown) {
      const isFirst = shown.version === 1;
      const writeId = writeIdOf(shown);
      const command = new PutCommand({
        TableName: table,
        Item: { id: shownId(shown.page), writeId, shown },
        ...(isFirst
          ? {}
          : {
              ConditionExpression: '(#shown.#version = :before AND #shown.#digest = :digest) OR #writeId = :writeId',
              ExpressionAttributeNames: {
                '#shown': 'shown',
                '#version': 'version',
                '#digest': 'digest',
                '#writeId': 'writeId',
              },
              ExpressionAttributeValues: {
                ':before': shown.version - 1,
                ':digest': shown.digest,
                ':writeId': writeId,
              },
            }),
      });
      await answered('PutItem', documents.send(command));
    },
  };
}

function shownId(page: number): string {
  return `digest-page#${page}`;
}

/** Throws `Refused` for a record that this version does not understand. */
function toRecord(value: unknown): DigestRecord {
  const parsed = digestRecord.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refused('unreadable-record', 'what is stored about the digest is not understood', {
    advice: 'It may have been written by a newer version of AMI Steward: run that one.',
  });
}
