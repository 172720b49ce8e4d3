import { z } from 'zod';
import type { Core } from '../core.js';
import { SlackError } from '../slack-error.js';
import type { Channel } from '../state/entities.js';
import { count, flag, text } from './arguments.js';
import { directMessage, visibleChannel } from './channels.js';
import { defineMethod, requireScope } from './method.js';
import { paginate, paging } from './paging.js';
import { channelShape, messageShape } from './shapes.js';

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const HISTORY = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

export const conversationsMethods = [
  defineMethod({
    name: 'conversations.open',
    scopes: ['im:write', 'mpim:write'],
    args: z.object({ users: text.optional(), channel: text.optional(), return_im: flag.optional() }),
    run: (core, { users, channel: id, return_im }) => {
      if (users === undefined && id === undefined) throw new SlackError('users_list_not_supplied');
      const [person = '', ...others] = (users ?? '').split(',');
      const user = core.store.user(person);
      if (users !== undefined && user === undefined) throw new SlackError('user_not_found');
      // Group messages do not exist in this workspace.
      if (others.length > 0) throw new SlackError('method_not_supported_for_channel_type');
      const isOpen = user !== undefined && core.store.channel(`D${user.id.slice(1)}`) !== undefined;
      const channel = user === undefined ? visibleChannel(core, id ?? '') : directMessage(core, user);
      return {
        ...(isOpen ? { no_op: true, already_open: true } : {}),
        channel: return_im === true ? channelShape(core, channel) : { id: channel.id },
      };
    },
  }),
  defineMethod({
    name: 'conversations.info',
    scopes: READ,
    args: z.object({ channel: text }),
    run: (core, { channel }) => ({
      channel: channelShape(core, readable(core, 'conversations.info', channel, 'read')),
    }),
  }),
  defineMethod({
    name: 'conversations.members',
    scopes: READ,
    args: z.object({ channel: text, ...paging }),
    run: (core, { channel, ...page }) => {
      const { items, response_metadata } = paginate(
        readable(core, 'conversations.members', channel, 'read').members,
        page,
      );
      return { members: items, response_metadata };
    },
  }),
  defineMethod({
    name: 'conversations.list',
    scopes: READ,
    args: z.object({ types: text.default('public_channel'), exclude_archived: flag.optional(), ...paging }),
    run: (core, { types, exclude_archived, ...page }) => {
      const wanted = types.split(',').map((type) => type.trim());
      const channels = core.store
        .channels()
        .filter((channel) => wanted.includes(TYPES[channel.kind]))
        .filter(({ archived }) => !archived || exclude_archived !== true);
      const { items, response_metadata } = paginate(channels, page);
      return { channels: items.map((channel) => channelShape(core, channel)), response_metadata };
    },
  }),
  defineMethod({
    name: 'conversations.history',
    scopes: HISTORY,
    args: z.object({
      channel: text,
      latest: text.optional(),
      oldest: text.default('0'),
      inclusive: flag.default(false),
      include_all_metadata: flag.default(false),
      ...paging,
      limit: count.default(100),
    }),
    run: (core, { channel, latest, oldest, inclusive, include_all_metadata, ...page }) => {
      const { id, kind, members } = readable(core, 'conversations.history', channel, 'history');
      if (kind !== 'im' && !members.includes(core.store.seed.app.botUserId)) throw new SlackError('not_in_channel');
      const within = core.store
        .messages(id)
        .filter(({ visibleTo, thread_ts, ts }) => visibleTo === null && (thread_ts === null || thread_ts === ts))
        .filter(({ ts }) => inclusive || (ts !== oldest && ts !== latest))
        .filter(({ ts }) => Number(ts) >= Number(oldest) && (latest === undefined || Number(ts) <= Number(latest)))
        .reverse();
      const { items, response_metadata } = paginate(within, page);
      const messages = items.map((message) => ({
        ...messageShape(core, message),
        ...(include_all_metadata && message.metadata !== null ? { metadata: message.metadata } : {}),
      }));
      return { messages, has_more: response_metadata.next_cursor !== '', response_metadata };
    },
  }),
];

const TYPES = { public: 'public_channel', private: 'private_channel', im: 'im' } satisfies Record<
  Channel['kind'],
  string
>;

const SCOPE_OF = { public: 'channels', private: 'groups', im: 'im' } satisfies Record<Channel['kind'], string>;

/** Each type of conversation has scopes of its own. */
function readable(core: Core, method: string, id: string, right: 'read' | 'history'): Channel {
  const channel = visibleChannel(core, id);
  requireScope(core, method, [`${SCOPE_OF[channel.kind]}:${right}`]);
  return channel;
}
