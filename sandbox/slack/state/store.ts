import type { Changes } from '../changes.js';
import type { Channel, Message, Usergroup, User, View, WorkspaceSeed } from './entities.js';

/** The workspace's contents. Records are replaced, never changed. Every change is announced. */
export interface Store {
  readonly seed: WorkspaceSeed;
  user(id: string): User | undefined;
  users(): readonly User[];
  usergroups(): readonly Usergroup[];
  channel(id: string): Channel | undefined;
  channels(): readonly Channel[];
  putChannel(channel: Channel): void;
  /** Oldest first, with the private ones. */
  messages(channel: string): readonly Message[];
  message(channel: string, ts: string): Message | undefined;
  /** Adds a message, or replaces the one of the same channel and time. */
  putMessage(message: Message): void;
  removeMessage(channel: string, ts: string): void;
  home(user: string): View | undefined;
  putHome(view: View): void;
  /** What outlasts a restart: private messages do not, as in Slack. */
  readonly persistentState: PersistentState;
}

export interface PersistentState {
  readonly channels: readonly Channel[];
  readonly messages: readonly Message[];
  readonly homes: readonly View[];
}

export function createStore(seed: WorkspaceSeed, changes: Changes, savedState?: PersistentState): Store {
  const users = new Map(seed.users.map((user) => [user.id, user]));
  const channels = new Map([...seed.channels, ...(savedState?.channels ?? [])].map((channel) => [channel.id, channel]));
  const messages = new Map<string, Map<string, Message>>();
  const homes = new Map((savedState?.homes ?? []).map((view) => [view.user, view]));
  for (const message of savedState?.messages ?? []) messagesOf(message.channel).set(message.ts, message);

  function messagesOf(channel: string): Map<string, Message> {
    const found = messages.get(channel) ?? new Map<string, Message>();
    messages.set(channel, found);
    return found;
  }

  return {
    seed,
    user: (id) => users.get(id),
    users: () => seed.users,
    usergroups: () => seed.usergroups,
    channel: (id) => channels.get(id),
    channels: () => [...channels.values()],
    putChannel: (channel) => {
      channels.set(channel.id, channel);
      changes.emit();
    },
    messages: (channel) => [...(messages.get(channel)?.values() ?? [])],
    message: (channel, ts) => messages.get(channel)?.get(ts),
    putMessage: (message) => {
      messagesOf(message.channel).set(message.ts, message);
      changes.emit();
    },
    removeMessage: (channel, ts) => {
      messagesOf(channel).delete(ts);
      changes.emit();
    },
    home: (user) => homes.get(user),
    putHome: (view) => {
      homes.set(view.user, view);
      changes.emit();
    },
    get persistentState() {
      return {
        channels: [...channels.values()],
        messages: [...messages.values()].flatMap((byTs) => [...byTs.values()]).filter(isPersistent),
        homes: [...homes.values()],
      };
    },
  };
}

function isPersistent({ visibleTo }: Message): boolean {
  return visibleTo === null;
}
