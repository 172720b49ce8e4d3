import { answersAudited } from './answers-audited.js';
import type { RequestStore, ScanMemory } from './ports.js';
import { auditOf, type AuditRecord } from './request/audit.js';

/** So many requests are read at a time. */
const PAGE = 25;

export interface Recorded {
  readonly store: Pick<RequestStore, 'all' | 'load'>;
  readonly memory: Pick<ScanMemory, 'keeps' | 'adoptions'>;
}

/**
 * Every event since a time, of every request: requests newest first, the events of each oldest first. Reads a page at a
 * time and keeps none. Then the answers to the digest that hold at this moment, the oldest first. Throws what the ports
 * throw.
 */
export async function* exportAudit(
  { store, memory }: Recorded,
  { since, now }: { readonly since: string; readonly now: string },
): AsyncGenerator<AuditRecord> {
  let cursor: string | undefined;
  do {
    const page = await store.all(cursor === undefined ? { limit: PAGE } : { limit: PAGE, cursor });
    const requests = await Promise.all(page.items.map(({ id }) => store.load(id)));
    for (const request of requests) {
      if (request !== undefined) yield* auditOf(request).filter(({ at }) => at >= since);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  const [keeps, adoptions] = await Promise.all([memory.keeps(now), memory.adoptions()]);
  yield* answersAudited(keeps, adoptions).filter(({ at }) => at >= since);
}
