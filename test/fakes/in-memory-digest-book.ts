import type { DigestRecord } from '../../src/workflows/digest/types.js';
import { Conflict } from '../../src/workflows/errors.js';
import type { DigestBook } from '../../src/workflows/ports.js';

/** `DigestBook` in memory. Held to the same contract as DynamoDB's. */
export function createInMemoryDigestBook(): DigestBook {
  let stored: DigestRecord | undefined;
  return {
    load: () => Promise.resolve(stored),
    save(record) {
      if (record === stored) return Promise.resolve();
      if (record.version - 1 !== (stored?.version ?? 0))
        return Promise.reject(new Conflict('another version is stored'));
      stored = record;
      return Promise.resolve();
    },
  };
}
