import { requestStoreContract } from '../contracts/request-store.js';
import { startStoreHarness } from '../aws/dynamodb/store-harness.js';
import { describeWithMoto } from './moto.js';

describeWithMoto('moto', (moto) => {
  requestStoreContract(
    "the store in moto's DynamoDB",
    () => startStoreHarness(moto().url),
    'moto checks a condition and writes in two steps: of two threads both may win',
  );
});
