import { Icon } from '../icons.js';
import type { Notice as NoticeData } from '../state.js';
import { timeOfDay } from '../text/dates.js';
import { useWorkspace } from '../workspace-context.js';

/** A line of the workspace itself to one person: a command that failed. */
export function Notice({ notice }: { readonly notice: NoticeData }) {
  const { reader } = useWorkspace();
  const date = new Date(Number(notice.ts) * 1000);
  const time = timeOfDay(date, reader);
  return (
    <article class="message message-private message-notice" aria-label={`Workspace, ${time}`}>
      <div class="private-mark">
        <Icon name="eye" /> Only visible to you
      </div>
      <div class="message-gutter">
        <span class="avatar avatar-large tint-notice" aria-hidden="true">
          !
        </span>
      </div>
      <div class="message-main">
        <div class="message-head">
          <span class="author">Workspace</span>
          <time dateTime={date.toISOString()}>{time}</time>
        </div>
        <div class="message-text">{notice.text}</div>
      </div>
    </article>
  );
}
