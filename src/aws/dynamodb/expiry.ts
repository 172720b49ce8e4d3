import { DescribeTimeToLiveCommand, UpdateTimeToLiveCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ServiceException } from '@smithy/core/client';
import { toStoreFailure } from './errors.js';
import { EXPIRY_ATTRIBUTE } from './table.js';

/**
 * Enables time to live for the table's expiry attribute, and returns whether it was disabled before. A store that does
 * not know time to live, such as the sandbox's, keeps expired items, which every reader ignores.
 */
export async function enableExpiry(client: DynamoDBClient, table: string): Promise<boolean> {
  if (await isEnabled(client, table)) return false;
  const command = new UpdateTimeToLiveCommand({
    TableName: table,
    TimeToLiveSpecification: { AttributeName: EXPIRY_ATTRIBUTE, Enabled: true },
  });
  try {
    await client.send(command);
    return true;
  } catch (error) {
    if (ServiceException.isInstance(error) && error.name === 'UnknownOperationException') return false;
    // Another process enabled it since the description was read.
    if (await isEnabled(client, table)) return false;
    throw toStoreFailure(error, table, { operation: 'UpdateTimeToLive', changes: true });
  }
}

async function isEnabled(client: DynamoDBClient, table: string): Promise<boolean> {
  try {
    const { TimeToLiveDescription: found } = await client.send(new DescribeTimeToLiveCommand({ TableName: table }));
    return found?.TimeToLiveStatus === 'ENABLED' || found?.TimeToLiveStatus === 'ENABLING';
  } catch (error) {
    throw toStoreFailure(error, table, { operation: 'DescribeTimeToLive', changes: false });
  }
}
