import type { PageState, PageUser } from '../page-api.js';

/** The names of the ids in texts, as the user at the page sees them. */
export interface Names {
  /** The person at the page. */
  readonly me: string;
  readonly people: readonly PageUser[];
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  person(id: string): PageUser | undefined;
  /** Without the at sign. */
  group(id: string): string | undefined;
  /** Without the hash. */
  channel(id: string): string | undefined;
  inGroup(group: string, person: string): boolean;
}

export function createNames(page: PageState): Names {
  const channels = page.conversations.filter(({ kind }) => kind === 'channel');
  return {
    me: page.me.id,
    people: page.users,
    channels,
    person: (id) => page.users.find((user) => user.id === id),
    group: (id) => page.usergroups.find((group) => group.id === id)?.handle.replace(/^@/, ''),
    channel: (id) => channels.find((channel) => channel.id === id)?.name.replace(/^#/, ''),
    inGroup: (group, person) => page.usergroups.some(({ id, users }) => id === group && users.includes(person)),
  };
}
