import { useEffect } from 'preact/hooks';
import type { PageState } from '../page-api.js';
import { createNames } from './names.js';
import { parseInternalLink } from './route.js';
import { openConversation, unreadCount, type AppState } from './state.js';
import type { Store } from './store.js';
import { StoreContext, useStoreState } from './store-context.js';
import { ViewStack } from './views/view-stack.js';
import { Conversation } from './workspace/conversation.js';
import { Guide } from './workspace/guide.js';
import { Home } from './workspace/home.js';
import { Sidebar } from './workspace/sidebar.js';
import { Thread } from './workspace/thread.js';
import { TopBar } from './workspace/top-bar.js';
import { Violations } from './workspace/violations.js';
import { WorkspaceContext, type WorkspaceView } from './workspace-context.js';

interface Props {
  readonly store: Store;
  readonly timeZone: string;
  readonly now: () => Date;
}

export function App({ store, timeZone, now }: Props) {
  const state = useStoreState(store);
  const { page } = state;
  if (page === null) {
    return <p class="loading">{state.problem ?? 'Opening the workspace…'}</p>;
  }
  const names = createNames(page);
  const workspace: WorkspaceView = {
    names,
    reader: { timeZone, now: now() },
    inside: (url) => parseInternalLink(url, names.me),
  };
  return (
    <StoreContext.Provider value={{ store, state, page }}>
      <WorkspaceContext.Provider value={workspace}>
        <Layout state={state} page={page} />
      </WorkspaceContext.Provider>
    </StoreContext.Provider>
  );
}

function Layout({ state, page }: { readonly state: AppState; readonly page: PageState }) {
  const conversation = openConversation(state);
  const unread = page.conversations.reduce((sum, one) => sum + unreadCount(state, one), 0);

  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${conversation?.name ?? 'Home'} · ${page.team.name}`;
  }, [unread, conversation?.name, page.team.name]);

  return (
    <div class="page">
      <TopBar />
      <Violations />
      <div class="columns">
        <Sidebar />
        {conversation === undefined ? <Home /> : <Conversation conversation={conversation} />}
        {conversation === undefined ? null : <SidePanel state={state} page={page} />}
      </div>
      <ViewStack />
    </div>
  );
}

/** The panel beside a conversation: an open thread, or suggestions. */
function SidePanel({ state, page }: { readonly state: AppState; readonly page: PageState }) {
  const conversation = openConversation(state);
  if (conversation !== undefined && state.thread !== null)
    return <Thread conversation={conversation} ts={state.thread} />;
  return state.guideOpen && page.guide !== undefined ? <Guide /> : null;
}
