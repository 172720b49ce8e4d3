import { startDynamo } from '../../../sandbox/dynamodb.js';
import { createRequestStore, createScanHistoryStore, createTable } from '../../../src/aws/dynamodb/index.js';
import { scanHistoryContract } from '../../contracts/scan-history-store.js';
import { clientFor } from './store-harness.js';

scanHistoryContract('the DynamoDB store', async () => {
  const dynamo = await startDynamo();
  const client = clientFor(dynamo.url);
  let tables = 0;
  return {
    async fresh() {
      tables += 1;
      const table = `memory-${String(tables)}`;
      await createTable({ client, table, pauseMs: 10 });
      return { memory: createScanHistoryStore({ client, table }), requests: createRequestStore({ client, table }) };
    },
    async close() {
      client.destroy();
      await dynamo.close();
    },
  };
});
