import { scanStoresContract } from '../contracts/scan-stores.js';
import { createInMemoryRequestStore } from './in-memory-request-store.js';
import { createInMemoryScanStores } from './in-memory-scan-stores.js';

scanStoresContract('memory', () =>
  Promise.resolve({
    fresh: () => Promise.resolve({ stores: createInMemoryScanStores(), requests: createInMemoryRequestStore() }),
    close: () => Promise.resolve(),
  }),
);
