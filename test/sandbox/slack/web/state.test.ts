import { describe, expect, test } from '@jest/globals';
import { evolve, openDraft, unreadCount, type AppState } from '../../../../sandbox/slack/web/state.js';
import { ANA, channel, message, pageState } from './fake-page.js';

const initial: AppState = {
  route: { person: 'U0RITA', place: 'C0GENERAL', ts: null },
  page: null,
  problem: null,
  notices: [],
  seen: {},
  drafts: {},
  thread: null,
  guideOpen: true,
  sidebarOpen: false,
};

const approvals = channel('C0APPROVALS', 'ami-approvals', [
  message({}),
  message({ user: 'U0RITA', ts: '1795500001.0' }),
]);
const page = pageState({ conversations: [channel('C0GENERAL', 'general', [message({})]), approvals] });
const loaded = evolve(initial, { type: 'loaded', page });

describe('evolve', () => {
  test('marks messages of others as unread until the conversation is opened', () => {
    expect(unreadCount(loaded, approvals)).toBe(1);

    const opened = evolve(loaded, { type: 'routed', route: { person: 'U0RITA', place: 'C0APPROVALS', ts: null } });

    expect(unreadCount(opened, approvals)).toBe(0);
  });

  test('tracks unread messages separately for each user', () => {
    const asAna = evolve(loaded, { type: 'routed', route: { person: 'U0ANA', place: 'C0APPROVALS', ts: null } });
    const general = channel('C0GENERAL', 'general', [message({})]);
    const hers = evolve(asAna, { type: 'loaded', page: pageState({ me: ANA, conversations: [general, approvals] }) });

    expect(unreadCount(hers, general)).toBe(1);
  });

  test('clears the page immediately when the user changes', () => {
    const asAna = evolve(loaded, { type: 'routed', route: { person: 'U0ANA', place: 'C0GENERAL', ts: null } });

    expect(asAna.page).toBeNull();
  });

  test('keeps a draft in its conversation', () => {
    const drafted = evolve(loaded, { type: 'draft-changed', text: '/ami' });
    const elsewhere = evolve(drafted, { type: 'routed', route: { person: 'U0RITA', place: 'C0APPROVALS', ts: null } });

    expect(openDraft(drafted)).toBe('/ami');
    expect(openDraft(elsewhere)).toBe('');
  });

  test('closes the thread and the sidebar when the conversation changes', () => {
    const open = evolve(evolve(loaded, { type: 'thread-opened', ts: '1' }), { type: 'sidebar-toggled' });

    const left = evolve(open, { type: 'routed', route: { person: 'U0RITA', place: 'C0APPROVALS', ts: null } });

    expect(left).toMatchObject({ thread: null, sidebarOpen: false });
  });
});
