import type { PageConversation } from '../../page-api.js';
import { Icon } from '../icons.js';
import { appConversation } from '../state.js';
import { useStore } from '../store-context.js';
import { useWorkspace } from '../workspace-context.js';
import { AppTabs } from './app-tabs.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';

export function Conversation({ conversation }: { readonly conversation: PageConversation }) {
  const { store, state, page } = useStore();
  const { names } = useWorkspace();
  const isApp = conversation === appConversation(page);
  const name =
    conversation.kind === 'channel'
      ? `#${conversation.name.replace(/^#/, '')}`
      : (names.person(conversation.user ?? '')?.real_name ?? conversation.name);
  return (
    <main class="conversation">
      <div class="conversation-head">
        <h1>{name}</h1>
        <span class="topic" title={conversation.topic}>
          {conversation.topic}
        </span>
        {page.guide === undefined ? null : (
          <button
            type="button"
            class="guide-toggle"
            aria-pressed={state.guideOpen}
            onClick={() => store.dispatch({ type: 'guide-toggled' })}
          >
            <Icon name="bulb" /> What to try
          </button>
        )}
      </div>
      {isApp ? <AppTabs open="messages" /> : null}
      <MessageList key={conversation.id} conversation={conversation} label={`Messages in ${name}`} />
      <Composer key={`${page.me.id}/${conversation.id}`} label={`Message ${name}`} />
    </main>
  );
}
