import type { Request, RequestId } from '../../domain/request/types.js';
import type { RequestStore } from '../ports/request-store.js';
import { retryOnConflict, retryWrite } from './retry-write.js';

/** Stores a request as the successor of the version that was read, and returns it as stored. Does nothing if it is that version. */
export type SaveRequest = (next: Request) => Promise<Request>;

/**
 * Reads a request and passes it to `update`, which decides and may save. Does so again with the latest version if another
 * process wrote first. Returns what `update` returns, or `undefined` if there is no such request.
 */
export function updateRequest<T>(
  store: Pick<RequestStore, 'load' | 'save'>,
  id: RequestId,
  update: (request: Request, save: SaveRequest) => Promise<T>,
): Promise<T | undefined> {
  return retryOnConflict(async () => {
    const request = await store.load(id);
    if (request === undefined) return undefined;
    return update(request, async (next) => {
      if (next === request) return request;
      const saved = { ...next, version: request.version + 1 };
      await retryWrite(id, () => store.save(saved));
      return saved;
    });
  });
}
