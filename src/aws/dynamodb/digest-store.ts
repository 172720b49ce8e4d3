import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { DigestMessage } from '../../domain/digest/digest-message.js';
import type { DigestRecord } from '../../domain/digest/types.js';
import { Rejected } from '../../workflows/ports/errors.js';
import type { DigestStore } from '../../workflows/ports/digest-store.js';
import { toStoreFailure } from './errors.js';
import { person } from './event-schema.js';
import { grantee, imageRef, parseStored } from './scan-items.js';
import { createWriteTokens } from './write-tokens.js';

export interface DigestStoreOptions {
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
      lease: z.strictObject({ ownerId: text, expiresAt: text, heartbeat: z.int() }).exactOptional(),
    })
    .exactOptional(),
}) satisfies z.ZodType<DigestRecord>;

const digestMessage = z.strictObject({
  version: z.int(),
  page: z.int(),
  pages: z.int(),
  message: z.strictObject({ channel: text, ts: text }),
  digest: text,
  content: text,
  annotations: z.array(
    z.strictObject({
      ...imageRef,
      name: text.exactOptional(),
      by: person,
      response: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('exempted'), until: text }),
        z.strictObject({ kind: z.literal('requested'), operation: text, request: text }),
        z.strictObject({ kind: z.literal('adopted'), grantee, missing: z.int() }),
      ]),
    }),
  ),
  renderedCount: z.int(),
}) satisfies z.ZodType<DigestMessage>;

/** `DigestBook` in the table of the requests: one item, every change of it one conditional write. */
export function createDigestStore({ client, table }: DigestStoreOptions): DigestStore {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const writeTokenFor = createWriteTokens();

  async function withStoreErrors<T>(operation: string, response: Promise<T>): Promise<T> {
    try {
      return await response;
    } catch (error) {
      throw toStoreFailure(error, table, { operation, changes: operation === 'PutItem' });
    }
  }

  async function loadMessage(page: number): Promise<DigestMessage | undefined> {
    const command = new GetCommand({ TableName: table, Key: { id: messageId(page) }, ConsistentRead: true });
    const { Item } = await withStoreErrors('GetItem', documents.send(command));
    return Item === undefined ? undefined : parseStored(digestMessage, Item.shown);
  }

  return {
    async load() {
      const command = new GetCommand({ TableName: table, Key: { id: DIGEST_ID }, ConsistentRead: true });
      const { Item } = await withStoreErrors('GetItem', documents.send(command));
      return Item === undefined ? undefined : toRecord(Item.digest);
    },
    async save(record) {
      const isFirst = record.version === 1;
      const writeId = writeTokenFor(record);
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
      await withStoreErrors('PutItem', documents.send(command));
    },
    async messages() {
      const first = await loadMessage(0);
      const others = Array.from({ length: (first?.pages ?? 1) - 1 }, (_, index) => loadMessage(index + 1));
      const pages = [first, ...(await Promise.all(others))].flatMap((page) => page ?? []);
      // A part that could not be noted is that of an earlier digest.
      return pages.filter(({ digest }) => digest === first?.digest);
    },
    async saveMessage(digestMessage) {
      const isFirst = digestMessage.version === 1;
      const writeId = writeTokenFor(digestMessage);
      const command = new PutCommand({
        TableName: table,
        Item: { id: messageId(digestMessage.page), writeId, shown: digestMessage },
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
                ':before': digestMessage.version - 1,
                ':digest': digestMessage.digest,
                ':writeId': writeId,
              },
            }),
      });
      await withStoreErrors('PutItem', documents.send(command));
    },
  };
}

function messageId(page: number): string {
  return `digest-page#${page}`;
}

/** Throws `Refused` for a record that this version does not understand. */
function toRecord(value: unknown): DigestRecord {
  const parsed = digestRecord.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Rejected('unreadable-record', 'the stored state of the digest is invalid', {
    advice: 'It may have been written by a newer version of AMI Steward: run that one.',
  });
}
