import { requestStoreContract } from '../../contracts/request-store.js';
import { startStoreHarness } from './store-harness.js';

requestStoreContract('the DynamoDB store', () => startStoreHarness());
