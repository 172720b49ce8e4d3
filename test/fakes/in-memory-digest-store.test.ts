import { digestStoreContract } from '../contracts/digest-store.js';
import { createInMemoryDigestStore } from './in-memory-digest-store.js';

digestStoreContract('the book in memory', () =>
  Promise.resolve({ fresh: () => Promise.resolve(createInMemoryDigestStore()), close: () => Promise.resolve() }),
);
