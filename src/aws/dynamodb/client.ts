import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { withTransportErrors } from '../clients/transport.js';

/**
 * A client of DynamoDB by the SDK's own chain of credentials and endpoints. DynamoDB answers within milliseconds; a call
 * without an answer after 3 seconds is tried again, which every write allows: see `request-store.ts`.
 */
export function createDynamoClient({ region }: { readonly region: string }): DynamoDBClient {
  const pool = new NodeHttpHandler({ connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true });
  return new DynamoDBClient({
    region,
    requestHandler: { ...withTransportErrors(pool, (send) => send()), destroy: () => pool.destroy() },
    retryMode: 'standard',
    maxAttempts: 3,
  });
}
