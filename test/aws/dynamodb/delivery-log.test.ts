import { startDynamo } from '../../../sandbox/dynamodb.js';
import { createDeliveryLog, createTable } from '../../../src/aws/dynamodb/index.js';
import { deliveryLogContract } from '../../contracts/delivery-log.js';
import { clientFor } from './store-harness.js';

deliveryLogContract('the DynamoDB delivery log', async () => {
  const dynamo = await startDynamo();
  const client = clientFor(dynamo.url);
  let tables = 0;
  return {
    async fresh(clock) {
      tables += 1;
      const table = `deliveries-${String(tables)}`;
      await createTable({ client, table, pauseMs: 10 });
      return createDeliveryLog({ client, table, clock });
    },
    async close() {
      client.destroy();
      await dynamo.close();
    },
  };
});
