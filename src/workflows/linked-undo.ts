import type { RequestStore } from './ports.js';
import type { Request } from './request/types.js';

/** The request that another one names as its undo, once that is stored. */
export async function undoRequestOf(store: RequestStore, request: Request): Promise<Request | undefined> {
  if (request.undo === undefined) return undefined;
  const linked = await store.load(request.undo.request);
  return linked?.undoes?.request === request.id ? linked : undefined;
}

/** Whether a request takes, or has taken, its course: it was not denied, cancelled or left, and has not failed. */
export function isOpenOrDone({ status }: Request): boolean {
  return status === 'pending' || status === 'approved' || status === 'running' || status === 'done';
}
