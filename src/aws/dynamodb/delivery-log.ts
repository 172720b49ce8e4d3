import { createHash, randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DELIVERY_MEMORY_MS, type DeliveryLog } from '../../workflows/ports/delivery-log.js';
import { Conflict } from '../../workflows/ports/errors.js';
import type { Clock } from '../../workflows/ports/clock-and-ids.js';
import { toStoreFailure } from './errors.js';
import { EXPIRY_ATTRIBUTE } from './table.js';

export interface DeliveryLogOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
}

/** `DeliveryLog` in the table of the requests, one item per delivery. DynamoDB deletes expired items within days. */
export function createDeliveryLog({ client, table, clock }: DeliveryLogOptions): DeliveryLog {
  const documents = DynamoDBDocumentClient.from(client);
  return {
    async recordFirst(key) {
      const nowMs = clock.now().getTime();
      const writeId = randomUUID();
      const command = new PutCommand({
        TableName: table,
        Item: {
          id: `delivery#${createHash('sha256').update(key).digest('hex')}`,
          writeId,
          [EXPIRY_ATTRIBUTE]: Math.ceil((nowMs + DELIVERY_MEMORY_MS) / 1_000),
        },
        // The SDK repeats a write whose response was lost: it must not take its own write for an earlier delivery.
        ConditionExpression: 'attribute_not_exists(id) OR #expiresAt <= :now OR #writeId = :writeId',
        ExpressionAttributeNames: { '#expiresAt': EXPIRY_ATTRIBUTE, '#writeId': 'writeId' },
        ExpressionAttributeValues: { ':now': Math.floor(nowMs / 1_000), ':writeId': writeId },
      });
      try {
        await documents.send(command);
        return true;
      } catch (error) {
        const failure = toStoreFailure(error, table, { operation: 'PutItem', changes: true });
        if (failure instanceof Conflict) return false;
        throw failure;
      }
    },
  };
}
