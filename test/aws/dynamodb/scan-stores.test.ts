import { startDynamo } from '../../../sandbox/dynamodb.js';
import { createRequestStore, createScanStores, createTable } from '../../../src/aws/dynamodb/index.js';
import { scanStoresContract } from '../../contracts/scan-stores.js';
import { clientFor } from './store-harness.js';

scanStoresContract('the DynamoDB store', async () => {
  const dynamo = await startDynamo();
  const client = clientFor(dynamo.url);
  let tables = 0;
  return {
    async fresh() {
      tables += 1;
      const table = `memory-${String(tables)}`;
      await createTable({ client, table, pauseMs: 10 });
      return { stores: createScanStores({ client, table }), requests: createRequestStore({ client, table }) };
    },
    async close() {
      client.destroy();
      await dynamo.close();
    },
  };
});
