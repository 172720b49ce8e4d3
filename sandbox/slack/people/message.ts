import type { Core } from '../core.js';
import { escapeTyped } from './escaping.js';
import { impossible, type Outcome } from './outcome.js';
import { channelOf } from './payload.js';

/** Somebody writes into a conversation. The app has not subscribed to what people write, and is told nothing. */
export function say(core: Core, as: string, place: string, text: string): Outcome {
  const user = core.store.user(as);
  const channel = user && channelOf(core, user, place);
  if (channel === undefined) return impossible('channel_not_found');
  if (channel.archived) return impossible('This channel is archived.');
  core.store.putMessage({
    channel: channel.id,
    ts: core.sequence.ts(),
    user: as,
    text: escapeTyped(core, text),
    blocks: [],
    metadata: null,
    thread_ts: null,
    edited: false,
    visibleTo: null,
  });
  return { ok: true, ms: 0 };
}
