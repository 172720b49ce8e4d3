import { Conflict } from './errors.js';
import type { Hold } from './hold.js';
import { insist } from './insist.js';
import { decide } from './request/decide.js';
import { evolve } from './request/evolve.js';
import type { RequestId } from './request/types.js';
import { nowOf, type World } from './world.js';

const WRITE_ATTEMPTS = 20;

/** Writes into the request that was undone that it is. Safe to run again. */
export async function tellUndone(world: World, hold: Hold, undone: RequestId): Promise<void> {
  // Nobody is told what a crash could still take back.
  await hold.commitChanges();
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeUndone(world, undone, hold.request.id);
      break;
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === WRITE_ATTEMPTS) throw error;
    }
  }
  hold.apply((request) =>
    request.undoes === undefined ? request : { ...request, undoes: { ...request.undoes, told: true } },
  );
}

async function writeUndone(world: World, undone: RequestId, undo: RequestId): Promise<void> {
  const request = await world.store.load(undone);
  if (request === undefined) return;
  const decision = decide({ type: 'undone', undo }, request, nowOf(world));
  if (decision.kind === 'refused' || decision.events.length === 0) return;
  const told = decision.events.reduce(evolve, { ...request, version: request.version + 1 });
  await insist(undone, () => world.store.save(told));
}
