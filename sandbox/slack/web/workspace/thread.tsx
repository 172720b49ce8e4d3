import type { PageConversation } from '../../page-api.js';
import { Icon } from '../icons.js';
import { useStore } from '../store-context.js';
import { Message } from './message.js';
import { repliesTo } from './timeline.js';

/** A message with its replies. */
export function Thread({ conversation, ts }: { readonly conversation: PageConversation; readonly ts: string }) {
  const { store } = useStore();
  const first = conversation.messages.find((message) => message.ts === ts);
  const messages = [...(first === undefined ? [] : [first]), ...repliesTo(conversation, ts)];
  return (
    <aside class="side-panel" aria-label="Thread">
      <div class="side-head">
        <h2>Thread</h2>
        <button
          type="button"
          class="dialog-close"
          aria-label="Close thread"
          onClick={() => store.dispatch({ type: 'thread-closed' })}
        >
          <Icon name="cross" />
        </button>
      </div>
      <div class="side-messages" role="log" aria-label="Messages of the thread">
        {messages.map((message) => (
          <Message key={message.ts} conversation={conversation} message={message} isContinuation={false} replies={0} />
        ))}
      </div>
    </aside>
  );
}
