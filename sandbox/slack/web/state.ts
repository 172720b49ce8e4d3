import type { PageConversation, PageState } from '../page-api.js';
import type { Route } from './route.js';

/** Everything that the page shows. */
export interface AppState {
  readonly route: Route;
  readonly page: PageState | null;
  /** Why the content may be outdated. `null` if it is current. */
  readonly problem: string | null;
  /** Lines that Slack itself would show to this person alone: a command that failed. They go with the page. */
  readonly notices: readonly Notice[];
  /** The last message that a person has seen, by person and conversation. */
  readonly seen: Readonly<Record<string, string>>;
  /** The unsent text of the composers, by user and conversation. */
  readonly drafts: Readonly<Record<string, string>>;
  /** The message whose thread is open. */
  readonly thread: string | null;
  readonly guideOpen: boolean;
  readonly sidebarOpen: boolean;
}

export interface Notice {
  readonly person: string;
  readonly conversation: string;
  /** Unix time in seconds with six decimals, like a message's `ts`. */
  readonly ts: string;
  readonly text: string;
}

export type AppEvent =
  | { readonly type: 'routed'; readonly route: Route }
  | { readonly type: 'loaded'; readonly page: PageState }
  | { readonly type: 'load-failed'; readonly problem: string }
  | { readonly type: 'notice-added'; readonly notice: Notice }
  | { readonly type: 'draft-changed'; readonly text: string }
  | { readonly type: 'thread-opened'; readonly ts: string }
  | { readonly type: 'thread-closed' }
  | { readonly type: 'guide-toggled' }
  | { readonly type: 'sidebar-toggled' };

export function evolve(state: AppState, event: AppEvent): AppState {
  switch (event.type) {
    case 'routed': {
      const moved = event.route.place !== state.route.place || event.route.person !== state.route.person;
      // What one person saw must not be shown to the next one for a moment.
      const page = event.route.person === state.page?.me.id ? state.page : null;
      return withSeen({
        ...state,
        route: event.route,
        page,
        thread: moved ? null : state.thread,
        sidebarOpen: moved ? false : state.sidebarOpen,
      });
    }
    case 'loaded':
      return withSeen({ ...state, page: event.page, problem: null });
    case 'load-failed':
      return { ...state, problem: event.problem };
    case 'notice-added':
      return { ...state, notices: [...state.notices, event.notice] };
    case 'draft-changed':
      return { ...state, drafts: { ...state.drafts, [draftKey(state)]: event.text } };
    case 'thread-opened':
      return { ...state, thread: event.ts };
    case 'thread-closed':
      return { ...state, thread: null };
    case 'guide-toggled':
      return { ...state, guideOpen: !state.guideOpen };
    case 'sidebar-toggled':
      return { ...state, sidebarOpen: !state.sidebarOpen };
  }
}

/** The conversation that is open; the Home of the app is none. */
export function openConversation({ page, route }: AppState): PageConversation | undefined {
  return page?.conversations.find(({ id }) => id === route.place);
}

/** The text of the open conversation's composer. */
export function openDraft(state: AppState): string {
  return state.drafts[draftKey(state)] ?? '';
}

/** The direct messages between this person and the app. */
export function appConversation(page: PageState): PageConversation | undefined {
  const bots = page.users.filter(({ is_bot }) => is_bot);
  return page.conversations.find(
    ({ kind, user, name }) =>
      kind === 'dm' && bots.some((bot) => bot.id === user || bot.name === name || bot.real_name === name),
  );
}

/** How many messages of others this person has not seen yet. */
export function unreadCount(state: AppState, conversation: PageConversation): number {
  const me = state.page?.me.id ?? '';
  const seen = state.seen[placeKey(me, conversation.id)] ?? '0';
  return conversation.messages.filter(({ ts, user }) => user !== me && Number(ts) > Number(seen)).length;
}

/** An open conversation counts as read. */
function withSeen(state: AppState): AppState {
  const conversation = openConversation(state);
  const last = conversation?.messages.at(-1);
  if (state.page === null || conversation === undefined || last === undefined) return state;
  return { ...state, seen: { ...state.seen, [placeKey(state.page.me.id, conversation.id)]: last.ts } };
}

function draftKey({ route }: AppState): string {
  return placeKey(route.person ?? '', route.place ?? '');
}

function placeKey(person: string, conversation: string): string {
  return `${person}/${conversation}`;
}
