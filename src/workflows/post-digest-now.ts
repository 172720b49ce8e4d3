import { dayIn } from './digest/schedule.js';
import { Turn, TurnLost } from './digest-turn.js';
import { makeAndPost, type Posted, type PostingWorld } from './make-and-post.js';
import type { MessageRef } from './request/types.js';
import type { ScanOptions } from './stale/scan.js';

export type PostedNow =
  | (Posted & { readonly kind: 'posted'; readonly day: string })
  /** This day's digest is there: one day has one. */
  | { readonly kind: 'already'; readonly day: string; readonly message: MessageRef }
  /** Another process makes it at this moment. */
  | { readonly kind: 'busy'; readonly day: string };

/**
 * Makes this day's digest now and posts it, whether it is due or not; the scheduled one of the day is thereby done. Throws
 * what ports throw: then the day is as it was.
 */
export async function postDigestNow(world: PostingWorld, options: ScanOptions = {}): Promise<PostedNow> {
  const day = dayIn(world.schedule.timezone, world.clock.now());
  const turn = await Turn.takeByHand(world, day);
  if (!(turn instanceof Turn)) return { ...turn, day };
  try {
    return { kind: 'posted', day, ...(await turn.during(makeAndPost(world, turn, options))) };
  } catch (error) {
    if (error instanceof TurnLost) return { kind: 'busy', day };
    await turn.giveBack();
    throw error;
  }
}
