import { dayDue } from './digest/schedule.js';
import { Turn, TurnLost } from './digest-turn.js';
import { isPortFailure } from './errors.js';
import { makeAndPost, type PostingWorld } from './make-and-post.js';

export interface DigestWorld extends PostingWorld {
  /** Aborted when the process is to stop. */
  readonly stopping: AbortSignal;
}

/**
 * Gives a function that makes and posts the daily digest, if it is due and no other process does. Safe to call again at
 * any time, in any process: a day's digest is posted once. It never throws what ports throw: it is tried again later.
 */
export function createDailyDigest(world: DigestWorld): () => Promise<void> {
  // Spares a read at each of thousands of calls a day.
  let settledDay = '';
  return async () => {
    const day = dayDue(world.schedule, world.clock.now());
    if (day === undefined || day <= settledDay) return;
    try {
      const record = await world.book.load();
      settledDay = record?.day ?? '';
      const turn = await Turn.take(world, record, day);
      if (turn !== undefined) await makeInTurn(world, turn);
    } catch (error) {
      if (!isPortFailure(error)) throw error;
      world.log.warn('how far the digest is could not be read or written', { day, why: error.kind });
    }
  };
}

async function makeInTurn(world: DigestWorld, turn: Turn): Promise<void> {
  const { log, stopping } = world;
  try {
    await turn.during(makeAndPost(world, turn, { signal: stopping }));
  } catch (error) {
    if (error instanceof TurnLost) {
      log.info('another process has taken the digest over', { day: turn.day });
      return;
    }
    if (stopping.aborted) return turn.giveBack();
    if (isPortFailure(error)) log.warn('the digest could not be made for now', { day: turn.day, why: error.kind });
    else log.error('a defect kept the digest from being made', { day: turn.day, error });
    await turn.failed();
  }
}
