import type { RequestStore } from './ports.js';
import { auditOf, type AuditRecord } from './request/audit.js';

/** So many requests are read at a time. */
const PAGE = 25;

/**
 * Every event since a time, of every request: requests newest first, the events of each oldest first. Reads a page at a
 * time and keeps none. Throws what the store throws.
 */
export async function* exportAudit(
  store: Pick<RequestStore, 'all' | 'load'>,
  since: string,
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
}
