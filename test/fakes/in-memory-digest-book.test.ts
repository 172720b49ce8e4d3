import { digestBookContract } from '../contracts/digest-book.js';
import { createInMemoryDigestBook } from './in-memory-digest-book.js';

digestBookContract('the book in memory', () =>
  Promise.resolve({ fresh: () => Promise.resolve(createInMemoryDigestBook()), close: () => Promise.resolve() }),
);
