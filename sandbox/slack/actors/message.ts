import type { Core } from '../core.js';
import { escapeTypedText } from './escaping.js';
import { notPossible, type ActionOutcome } from './outcome.js';
import { channelPayload } from './payload.js';

/** A user writes into a conversation. The app has not subscribed to messages, and gets no event. */
export function postMessage(core: Core, userId: string, place: string, text: string): ActionOutcome {
  const user = core.store.user(userId);
  const channel = user && channelPayload(core, user, place);
  if (channel === undefined) return notPossible('channel_not_found');
  if (channel.archived) return notPossible('This channel is archived.');
  core.store.putMessage({
    channel: channel.id,
    ts: core.sequence.ts(),
    user: userId,
    text: escapeTypedText(core, text),
    blocks: [],
    metadata: null,
    thread_ts: null,
    edited: false,
    visibleTo: null,
  });
  return { ok: true, ms: 0 };
}
