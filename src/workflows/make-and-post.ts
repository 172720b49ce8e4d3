import type { Turn, TurnWorld } from './digest-turn.js';
import type { Digest } from './digest/types.js';
import { isPortFailure, Throttled } from './errors.js';
import { makeDigest, rememberDigest } from './make-digest.js';
import type { DigestAnnouncer } from './ports.js';
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
  const message = await announcer.post(digest, 0);
  await turn.posted(message);
  log.info('the digest is posted', { day: turn.day, stale: digest.report.counts.stale });
  await rememberDigest(scan, digest);
  await postRest(world, digest, message);
  return { digest, message };
}

/** The rest of a long list, in the thread. The first message says how many there are: a part that is missing shows. */
async function postRest(
  { announcer, log }: Pick<PostingWorld, 'announcer' | 'log'>,
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
