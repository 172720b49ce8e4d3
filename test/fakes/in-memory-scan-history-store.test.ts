import { scanHistoryContract } from '../contracts/scan-history-store.js';
import { createInMemoryRequestStore } from './in-memory-request-store.js';
import { createInMemoryScanHistoryStore } from './in-memory-scan-history-store.js';

scanHistoryContract('the memory of scans in memory', () =>
  Promise.resolve({
    fresh: () => Promise.resolve({ memory: createInMemoryScanHistoryStore(), requests: createInMemoryRequestStore() }),
    close: () => Promise.resolve(),
  }),
);
