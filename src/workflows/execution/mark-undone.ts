import { Conflict } from '../ports/errors.js';
import type { RequestLease } from './lease.js';
import { retryWrite } from './retry-write.js';
import { decide } from '../../domain/request/decide.js';
import { evolve } from '../../domain/request/evolve.js';
import type { RequestId } from '../../domain/request/types.js';
import { isoNow, type UseCaseContext } from '../context.js';

const MAX_WRITE_ATTEMPTS = 20;

/** Writes into the request that was undone that it is. Safe to run again. */
export async function markUndone(context: UseCaseContext, lease: RequestLease, undoneId: RequestId): Promise<void> {
  // Nothing that a crash could revert is announced.
  await lease.commitPending();
  for (let attempt = 1; ; attempt += 1) {
    try {
      await saveUndone(context, undoneId, lease.request.id);
      break;
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === MAX_WRITE_ATTEMPTS) throw error;
    }
  }
  lease.update((request) =>
    request.undoOf === undefined ? request : { ...request, undoOf: { ...request.undoOf, markedUndone: true } },
  );
}

async function saveUndone(context: UseCaseContext, undoneId: RequestId, undoId: RequestId): Promise<void> {
  const request = await context.store.load(undoneId);
  if (request === undefined) return;
  const decision = decide({ type: 'undone', undo: undoId }, request, isoNow(context));
  if (decision.kind === 'refused' || decision.events.length === 0) return;
  const updated = decision.events.reduce(evolve, { ...request, version: request.version + 1 });
  await retryWrite(undoneId, () => context.store.save(updated));
}
