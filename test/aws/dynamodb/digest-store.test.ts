import { startDynamo } from '../../../sandbox/dynamodb.js';
import { createDigestStore, createTable } from '../../../src/aws/dynamodb/index.js';
import { digestStoreContract } from '../../contracts/digest-store.js';
import { clientFor } from './store-harness.js';

digestStoreContract('the DynamoDB store', async () => {
  const dynamo = await startDynamo();
  const client = clientFor(dynamo.url);
  let tables = 0;
  return {
    async fresh() {
      tables += 1;
      const table = `digests-${String(tables)}`;
      await createTable({ client, table, pauseMs: 10 });
      return createDigestStore({ client, table });
    },
    async close() {
      client.destroy();
      await dynamo.close();
    },
  };
});
