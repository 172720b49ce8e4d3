import { startDynamo } from '../../../sandbox/dynamodb.js';
import { createDigestBook, createTable } from '../../../src/aws/dynamodb/index.js';
import { digestBookContract } from '../../contracts/digest-book.js';
import { clientFor } from './store-harness.js';

digestBookContract('the book in DynamoDB', async () => {
  const dynamo = await startDynamo();
  const client = clientFor(dynamo.url);
  let tables = 0;
  return {
    async fresh() {
      tables += 1;
      const table = `digests-${String(tables)}`;
      await createTable({ client, table, pauseMs: 10 });
      return createDigestBook({ client, table });
    },
    async close() {
      client.destroy();
      await dynamo.close();
    },
  };
});
