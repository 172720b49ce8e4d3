import { requestStoreContract } from '../contracts/request-store.js';
import { createInMemoryRequestStore } from './in-memory-request-store.js';

requestStoreContract('the store in memory', () =>
  Promise.resolve({
    fresh: () => Promise.resolve(createInMemoryRequestStore()),
    close: () => Promise.resolve(),
  }),
);
