import type { Core } from '../core.js';
import type { PageConversation, PageMessage, PageState, PageUser, PageView } from '../page-api.js';
import type { Channel, Message, User, View } from '../state/entities.js';

/** The view of a user. An unknown user gets that of the first one. */
export function pageState(core: Core, userId: string): PageState {
  const { team, app, guide } = core.store.seed;
  const users = core.store.users();
  const people = users.filter(({ is_bot }) => is_bot !== true);
  const me = people.find(({ id }) => id === userId) ?? people[0];
  if (me === undefined) throw new Error('a workspace needs a person');
  const home = core.store.home(me.id);
  return {
    team: { id: team.id, name: team.name },
    me: pageUser(me),
    users: users.map(pageUser),
    usergroups: core.store.usergroups(),
    conversations: toPageConversations(core, me),
    views: core.modals.of(me.id).map(pageView),
    home: home === undefined ? null : pageView(home),
    commands: app.commands.map(({ command, description, usage_hint }) => ({ command, description, usage_hint })),
    shortcuts: app.shortcuts,
    violations: core.callLog.violations,
    guide,
  };
}

function toPageConversations(core: Core, me: User): readonly PageConversation[] {
  const mine = core.store.channels().filter(({ members }) => members.includes(me.id));
  const channels = mine.filter(({ kind }) => kind !== 'im');
  const direct = mine.filter(({ kind }) => kind === 'im');
  return [...channels, ...direct].map((channel) => pageConversation(core, me, channel));
}

function pageConversation(core: Core, me: User, channel: Channel): PageConversation {
  const messages = core.store
    .messages(channel.id)
    .filter(({ visibleTo }) => visibleTo === null || visibleTo === me.id)
    .map(pageMessage);
  if (channel.kind !== 'im') {
    const topic = channel.archived ? 'Archived' : channel.topic;
    return { id: channel.id, kind: 'channel', name: channel.name, topic, messages };
  }
  const other = channel.members.find((member) => member !== me.id) ?? me.id;
  const name = core.store.user(other)?.real_name ?? other;
  return { id: channel.id, kind: 'dm', name, user: other, topic: '', messages };
}

function pageMessage(message: Message): PageMessage {
  const { ts, user, text, blocks, edited, thread_ts, visibleTo } = message;
  return { ts, user, text, blocks, edited, thread_ts, ephemeral: visibleTo !== null };
}

function pageUser({ id, name, real_name, title, is_bot = false }: User): PageUser {
  return { id, name, real_name, title, is_bot };
}

function pageView({ id, content }: View): PageView {
  return { id, view: content };
}
