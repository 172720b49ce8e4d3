import type { ActionResult, PageState } from '../page-api.js';
import type { Api } from './api.js';
import { parseRoute, routeHash } from './route.js';
import { evolve, openConversation, type AppEvent, type AppState } from './state.js';

/** The page's one store: its state, and its actions. */
export interface Store {
  state(): AppState;
  subscribe(listener: () => void): () => void;
  dispatch(event: AppEvent): void;
  actAs(person: string): void;
  /** Sends a line to the open conversation; one that begins with a slash is a command. */
  send(text: string): void;
  /** Writes a line into the composer; where the panel that offered it covers the composer, it goes. */
  suggest(text: string): void;
  startShortcut(callbackId: string): void;
  /** Waits for the server, and shows what went wrong as a line to this person alone, in the open conversation. */
  report(answer: Promise<ActionResult>): Promise<void>;
  /** The same, without waiting. */
  start(answer: Promise<ActionResult>): void;
  readonly api: Api;
}

/** What the store needs of the browser. */
export interface Browser {
  hash(): string;
  go(hash: string): void;
  onHash(listener: () => void): void;
  now(): number;
  /** Whether there is room for a second column. */
  isWide(): boolean;
  /** What earlier visits have seen. */
  loadSeen(): AppState['seen'];
  saveSeen(seen: AppState['seen']): void;
}

export function createStore(api: Api, browser: Browser): Store {
  const listeners = new Set<() => void>();
  const initialRoute = parseRoute(browser.hash());
  let state: AppState = {
    route: initialRoute,
    page: null,
    problem: null,
    notices: [],
    seen: browser.loadSeen(),
    drafts: {},
    thread: null,
    guideOpen: browser.isWide(),
    sidebarOpen: false,
  };
  let watched: { readonly person: string; readonly end: () => void } | null = null;
  let loading = false;
  let stale = false;

  function dispatch(event: AppEvent): void {
    const before = state;
    state = evolve(state, event);
    if (state.seen !== before.seen) browser.saveSeen(state.seen);
    for (const listener of listeners) listener();
  }

  /** One load at a time. A change that arrives during a load causes one more. */
  function load(): void {
    if (loading) {
      stale = true;
      return;
    }
    loading = true;
    refresh().then(
      () => settled(),
      (error: unknown) => {
        dispatch({ type: 'load-failed', problem: failureText(error) });
        settled();
      },
    );
  }

  function settled(): void {
    loading = false;
    if (!stale) return;
    stale = false;
    load();
  }

  async function refresh(): Promise<void> {
    const { person } = state.route;
    const page = await api.state(person);
    // The user may have been switched since then.
    if (person !== state.route.person) {
      stale = true;
      return;
    }
    const route = { ...state.route, person: page.me.id, place: placeIn(page, state.route.place) };
    if (routeHash(route) === routeHash(state.route)) dispatch({ type: 'loaded', page });
    else browser.go(routeHash(route));
  }

  function watch(): void {
    const { person } = state.route;
    if (person === null || watched?.person === person) return;
    watched?.end();
    const end = api.watch(person, load, (live) => {
      // What changed while there was no connection was not reported.
      if (live) load();
      else dispatch({ type: 'load-failed', problem: 'The sandbox does not answer. Trying again…' });
    });
    watched = { person, end };
  }

  function arrive(): void {
    const before = state.route;
    dispatch({ type: 'routed', route: parseRoute(browser.hash()) });
    watch();
    if (state.page === null) load();
    const { person, place } = state.route;
    const openedHome =
      place === 'home' && (before.place !== place || before.person !== person || before === initialRoute);
    if (openedHome && person !== null) start(api.home({ as: person }));
  }

  function notice(text: string, conversation = openConversation(state)?.id ?? ''): void {
    const person = state.route.person ?? '';
    dispatch({ type: 'notice-added', notice: { person, conversation, ts: (browser.now() / 1000).toFixed(6), text } });
  }

  function report(answer: Promise<ActionResult>): Promise<void> {
    const conversation = openConversation(state)?.id;
    return answer.then(
      (done) => {
        if (!done.ok && done.errors === undefined) notice(done.error ?? 'That did not work.', conversation);
      },
      (error: unknown) => notice(failureText(error), conversation),
    );
  }

  function start(answer: Promise<ActionResult>): void {
    report(answer).then(undefined, (error: unknown) => notice(failureText(error)));
  }

  browser.onHash(arrive);
  arrive();

  return {
    api,
    dispatch,
    report,
    start,
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    actAs: (person) => browser.go(routeHash({ ...state.route, person, ts: null })),
    send: (text) => {
      dispatch({ type: 'draft-changed', text: '' });
      const userId = state.route.person ?? '';
      const body = { as: userId, channel: openConversation(state)?.id ?? '', text };
      start(text.startsWith('/') ? api.command(body) : api.message(body));
    },
    suggest: (text) => {
      dispatch({ type: 'draft-changed', text });
      if (!browser.isWide()) dispatch({ type: 'guide-toggled' });
    },
    startShortcut: (callback_id) => start(api.shortcut({ as: state.route.person ?? '', callback_id })),
  };
}

/** What went wrong, for the person at the page. */
export function failureText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The requested place if this user has it. A direct message of another user becomes the first channel. */
function placeIn({ conversations }: PageState, wanted: string | null): string | null {
  const found = wanted === 'home' || conversations.some(({ id }) => id === wanted);
  return found ? wanted : (conversations[0]?.id ?? null);
}
