import type { Core } from '../core.js';
import { SlackError } from '../slack-error.js';
import type { Channel, User } from '../state/entities.js';
import { hasScope } from './method.js';

/** The direct message of the app and a person; Slack makes it when it is first used. */
export function directMessage(core: Core, user: User): Channel {
  const id = `D${user.id.slice(1)}`;
  const found = core.store.channel(id);
  if (found !== undefined) return found;
  const { botUserId } = core.store.seed.app;
  const channel: Channel = { id, kind: 'im', name: '', topic: '', members: [user.id, botUserId], archived: false };
  core.store.putChannel(channel);
  return channel;
}

/** The channel of this id, where the app can see it. Throws `channel_not_found`. */
export function visibleChannel(core: Core, id: string): Channel {
  const channel = core.store.channel(id);
  const isMember = channel?.members.includes(core.store.seed.app.botUserId) === true;
  if (channel === undefined || (channel.kind !== 'public' && !isMember)) throw new SlackError('channel_not_found');
  return channel;
}

/** Where a message to this channel or user id goes, if the app may post there (M: chat.postMessage). */
export function postableChannel(core: Core, id: string): Channel {
  const user = core.store.user(id);
  if (user?.deleted === true) throw new SlackError('user_is_deactivated');
  const channel = user === undefined ? visibleChannel(core, id) : directMessage(core, user);
  if (channel.archived) throw new SlackError('is_archived');
  const isMember = channel.members.includes(core.store.seed.app.botUserId);
  if (!isMember && !hasScope(core, 'chat:write.public')) throw new SlackError('not_in_channel');
  return channel;
}
