import type { DigestRecord } from '../../src/domain/digest/types.js';
import type { DigestMessage } from '../../src/domain/digest/digest-message.js';
import { Conflict } from '../../src/workflows/ports/errors.js';
import type { DigestStore } from '../../src/workflows/ports/digest-store.js';

/** `DigestBook` in memory. Held to the same contract as DynamoDB's. */
export function createInMemoryDigestStore(): DigestStore {
  let stored: DigestRecord | undefined;
  const shown = new Map<number, DigestMessage>();
  return {
    load: () => Promise.resolve(stored),
    save(record) {
      if (record === stored) return Promise.resolve();
      if (record.version - 1 !== (stored?.version ?? 0))
        return Promise.reject(new Conflict('another version is stored'));
      stored = record;
      return Promise.resolve();
    },
    messages() {
      const first = shown.get(0);
      const pages = Array.from({ length: first?.pages ?? 0 }, (_, page) => shown.get(page));
      return Promise.resolve(pages.flatMap((page) => (page?.digest === first?.digest ? (page ?? []) : [])));
    },
    saveMessage(page) {
      const before = shown.get(page.page);
      if (page === before) return Promise.resolve();
      const follows = before?.version === page.version - 1 && before.digest === page.digest;
      if (page.version !== 1 && !follows) return Promise.reject(new Conflict('another version is stored'));
      shown.set(page.page, page);
      return Promise.resolve();
    },
  };
}
