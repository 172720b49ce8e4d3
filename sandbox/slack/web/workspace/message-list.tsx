import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PageConversation } from '../../page-api.js';
import { useStore } from '../store-context.js';
import { useWorkspace } from '../workspace-context.js';
import { Message } from './message.js';
import { Notice } from './notice.js';
import { timeline } from './timeline.js';

/** The distance from the end, in pixels, at which a list counts as scrolled to the end. */
const NEAR_END = 120;

export function MessageList({
  conversation,
  label,
}: {
  readonly conversation: PageConversation;
  readonly label: string;
}) {
  const { state } = useStore();
  const { names, reader } = useWorkspace();
  const list = useRef<HTMLDivElement>(null);
  const wasAtEnd = useRef(true);
  const linked = state.route.ts;
  const notices = state.notices.filter(
    (notice) => notice.person === names.me && notice.conversation === conversation.id,
  );
  const entries = timeline(conversation, notices, reader);

  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && wasAtEnd.current && linked === null) element.scrollTop = element.scrollHeight;
  });

  useLayoutEffect(() => {
    if (linked === null) return;
    list.current?.querySelector(`[data-ts="${linked}"]`)?.scrollIntoView({ block: 'center' });
  }, [linked]);

  return (
    <div
      ref={list}
      class="message-list"
      role="log"
      aria-label={label}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        wasAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
    >
      <div class="message-list-space" />
      {entries.length === 0 ? <p class="empty">No messages yet.</p> : null}
      {entries.map((entry) => {
        switch (entry.kind) {
          case 'day':
            return (
              <div key={entry.key} class="day" role="separator" aria-label={entry.label}>
                <span>{entry.label}</span>
              </div>
            );
          case 'notice':
            return <Notice key={entry.key} notice={entry.notice} />;
          case 'message':
            return (
              <Message
                key={entry.key}
                conversation={conversation}
                message={entry.message}
                isContinuation={entry.isContinuation}
                replies={entry.replies}
              />
            );
        }
      })}
    </div>
  );
}
