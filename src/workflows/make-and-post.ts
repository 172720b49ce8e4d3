import type { Turn, TurnWorld } from './digest-turn.js';
import type { ShownPage } from './digest/shown.js';
import type { Digest } from './digest/types.js';
import { isPortFailure, Throttled } from './errors.js';
import { makeDigest, rememberDigest } from './make-digest.js';
import { insist } from './insist.js';
import type { DigestAnnouncer, PostedPage } from './digest/ports.js';
import { backoffMs } from './request/backoff.js';
import type { MessageRef } from './request/types.js';
import type { ScanOptions, ScanWorld } from './stale/scan.js';

export interface PostingWorld extends TurnWorld {
  readonly scan: ScanWorld;
  readonly announcer: DigestAnnouncer;
}

export interface Posted {
  readonly digest: Digest;
  readonly message: MessageRef;
}

/** Scans, posts what came of it, settles the day and remembers the scan. Throws `TurnLost`, and what ports throw. */
export async function makeAndPost(world: PostingWorld, turn: Turn, options: ScanOptions): Promise<Posted> {
  const { scan, announcer, log } = world;
  const digest = await makeDigest(scan, options);
  await turn.beginPosting();
  const posted = await announcer.post(digest, 0);
  const { message } = posted;
  await turn.posted(message);
  log.info('the digest is posted', { day: turn.day, stale: digest.report.counts.stale });
  await rememberDigest(scan, digest);
  await postRest(world, digest, posted);
  return { digest, message };
}

/**
 * Notes the first message for answers to be shown in it, and posts the rest of a long list in its thread. The first says how
 * many there are: a part that is missing shows.
 */
async function postRest(world: PostingWorld, digest: Digest, first: PostedPage): Promise<void> {
  const pages = world.announcer.pages(digest);
  const of = { pages, digest: first.message.ts };
  await note(world, { ...first, ...of, page: 0 });
  for (let page = 1; page < pages; page += 1) {
    try {
      const posted = await patiently(() => world.announcer.post(digest, page, first.message));
      await note(world, { ...posted, ...of, page });
    } catch (error) {
      if (!isPortFailure(error)) throw error;
      world.log.warn('a part of the digest could not be posted', { page, pages, why: error.kind });
    }
  }
}

async function note(
  { book, log }: PostingWorld,
  posted: Omit<ShownPage, 'version' | 'answers' | 'drawn'>,
): Promise<void> {
  try {
    const shown = { ...posted, version: 1, answers: [], drawn: 0 };
    await insist('digest-page', () => book.saveShown(shown));
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    log.warn('answers to a part of the digest will not be shown in it', { page: posted.page, why: error.kind });
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
