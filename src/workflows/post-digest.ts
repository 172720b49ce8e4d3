import { makeDigest, rememberDigest } from './make-digest.js';
import { dayDue } from './digest/schedule.js';
import { Turn, TurnLost, type TurnWorld } from './digest-turn.js';
import type { Digest } from './digest/types.js';
import { isPortFailure, Throttled } from './errors.js';
import type { DigestAnnouncer } from './ports.js';
import { backoffMs } from './request/backoff.js';
import type { MessageRef } from './request/types.js';
import type { ScanWorld } from './stale/scan.js';

export interface DigestWorld extends TurnWorld {
  readonly scan: ScanWorld;
  readonly announcer: DigestAnnouncer;
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
    await turn.during(makeAndPost(world, turn));
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

async function makeAndPost(world: DigestWorld, turn: Turn): Promise<void> {
  const { scan, announcer, log, stopping } = world;
  const digest = await makeDigest(scan, { signal: stopping });
  await turn.beginPosting();
  const message = await announcer.post(digest, 0);
  await turn.posted(message);
  log.info('the digest is posted', { day: turn.day, stale: digest.report.counts.stale });
  await rememberDigest(scan, digest);
  await postRest(world, digest, message);
}

/** The rest of a long list, in the thread. The first message says how many there are: a part that is missing shows. */
async function postRest(
  { announcer, log }: Pick<DigestWorld, 'announcer' | 'log'>,
  digest: Digest,
  thread: MessageRef,
): Promise<void> {
  const pages = announcer.pages(digest);
  for (let page = 1; page < pages; page += 1) {
    try {
      await patiently(() => announcer.post(digest, page, thread));
    } catch (error) {
      if (!isPortFailure(error)) throw error;
      log.warn('a part of the digest could not be posted', { page, pages, why: error.kind });
    }
  }
}

const ATTEMPTS = 5;

/** Slack takes about one message a second in a channel. (M: chat.postMessage) */
async function patiently<T>(post: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await post();
    } catch (error) {
      if (!(error instanceof Throttled) || attempt === ATTEMPTS) throw error;
      const wait = error.retryAfterMs ?? backoffMs(attempt, 'digest');
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
