import { decide } from '../../domain/request/decide.js';
import { evolve } from '../../domain/request/evolve.js';
import type { RequestId } from '../../domain/request/types.js';
import { isoNow, type UseCaseContext } from '../context.js';
import type { RequestLease } from './request-lease.js';
import { updateRequest } from './update-request.js';

/** Writes into the request that was undone that it is. Safe to run again. */
export async function markUndone(
  context: Pick<UseCaseContext, 'store' | 'clock'>,
  lease: RequestLease,
  undoneId: RequestId,
): Promise<void> {
  // Nothing that a crash could revert is announced.
  await lease.commitPending();
  await updateRequest(context.store, undoneId, async (undone, save) => {
    const decision = decide({ type: 'undone', undo: lease.request.id }, undone, isoNow(context));
    if (decision.kind === 'events') await save(decision.events.reduce(evolve, undone));
  });
  lease.update((request) =>
    request.undoOf === undefined ? request : { ...request, undoOf: { ...request.undoOf, markedUndone: true } },
  );
}
