import { scanMemoryContract } from '../contracts/scan-memory.js';
import { createInMemoryRequestStore } from './in-memory-request-store.js';
import { createInMemoryScanMemory } from './in-memory-scan-memory.js';

scanMemoryContract('the memory of scans in memory', () =>
  Promise.resolve({
    fresh: () => Promise.resolve({ memory: createInMemoryScanMemory(), requests: createInMemoryRequestStore() }),
    close: () => Promise.resolve(),
  }),
);
