import { describe, expect, test } from '@jest/globals';
import type { Api } from '../../../../sandbox/slack/web/api.js';
import { createStore, type Browser } from '../../../../sandbox/slack/web/store.js';
import type { ActionResult, PageState } from '../../../../sandbox/slack/page-api.js';
import { ANA, pageState, RITA } from './fake-page.js';

/** A server and a browser in memory: what was asked for, and a way to let changes be reported. */
function setUp(hash: string, answer: ActionResult = { ok: true }) {
  const asked: string[] = [];
  let onHash: () => void = () => undefined;
  let changed: () => void = () => undefined;
  let current = hash;

  function done(route: string): () => Promise<ActionResult> {
    return async () => {
      asked.push(route);
      return answer;
    };
  }

  const api: Api = {
    state: async (userId): Promise<PageState> => {
      asked.push(`state ${userId}`);
      return pageState({ me: userId === ANA.id ? ANA : RITA });
    },
    message: done('message'),
    command: done('command'),
    shortcut: done('shortcut'),
    home: done('home'),
    action: done('action'),
    submit: done('submit'),
    close: done('close'),
    options: async () => [],
    watch: (userId, whenChanged) => {
      asked.push(`watch ${userId}`);
      changed = whenChanged;
      return () => asked.push(`end ${userId}`);
    },
  };
  const browser: Browser = {
    hash: () => current,
    go: (next) => {
      current = next;
      onHash();
    },
    onHash: (listener) => {
      onHash = listener;
    },
    now: () => 1_795_500_000_000,
    isWide: () => true,
    loadSeen: () => ({}),
    saveSeen: () => undefined,
  };
  return { store: createStore(api, browser), asked, go: browser.go, hash: () => current, changed: () => changed() };
}

/** Lets every promise that is already kept go on. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

describe('createStore', () => {
  test('starts as the first user in the first channel', async () => {
    const { store, hash } = setUp('');

    await settle();

    expect(hash()).toBe('#/U0RITA/C0GENERAL');
    expect(store.state().page?.me).toEqual(RITA);
  });

  test('opens the first channel if the user cannot see the requested place', async () => {
    const { hash } = setUp('#/U0ANA/D0SOMEBODYELSES');

    await settle();

    expect(hash()).toBe('#/U0ANA/C0GENERAL');
  });

  test('watches and loads the state of the new user after actAs', async () => {
    const { store, asked } = setUp('#/U0RITA/C0GENERAL');
    await settle();

    store.actAs(ANA.id);
    await settle();

    expect(store.state().page?.me).toEqual(ANA);
    expect(asked.slice(-3)).toEqual(['end U0RITA', 'watch U0ANA', 'state U0ANA']);
  });

  test('loads once more after several changes during a load', async () => {
    const { asked, changed } = setUp('#/U0RITA/C0GENERAL');
    await settle();
    const before = asked.length;

    changed();
    changed();
    changed();
    await settle();

    expect(asked.length - before).toBe(2);
  });

  test('sends text with a slash as a command, other text as a message; clears the draft', async () => {
    const { store, asked } = setUp('#/U0RITA/C0GENERAL');
    await settle();

    store.dispatch({ type: 'draft-changed', text: '/ami' });
    store.send('/ami');
    store.send('hello');
    await settle();

    expect(asked.slice(-2)).toEqual(['command', 'message']);
    expect(store.state().drafts).toEqual({ 'U0RITA/C0GENERAL': '' });
  });

  test('adds a notice in the conversation if a command fails', async () => {
    const { store } = setUp('#/U0RITA/C0GENERAL', { ok: false, error: '/ami failed: operation_timeout' });
    await settle();

    store.send('/ami');
    await settle();

    expect(store.state().notices).toEqual([
      {
        person: 'U0RITA',
        conversation: 'C0GENERAL',
        ts: '1795500000.000000',
        text: '/ami failed: operation_timeout',
      },
    ]);
  });

  test('writes a suggestion into the composer and keeps the panel open if it fits', async () => {
    const { store } = setUp('#/U0RITA/C0GENERAL');
    await settle();

    store.suggest('/ami info ami-123');

    expect(store.state()).toMatchObject({ drafts: { 'U0RITA/C0GENERAL': '/ami info ami-123' }, guideOpen: true });
  });

  test('notifies the app when the Home tab is opened', async () => {
    const { go, asked } = setUp('#/U0RITA/C0GENERAL');
    await settle();

    go('#/U0RITA/home');
    await settle();

    expect(asked.filter((route) => route === 'home')).toHaveLength(1);
  });
});
