import type { PageConversation, PageMessage, PageUser } from '../../page-api.js';
import { Blocks } from '../blocks/block.js';
import { slackState } from '../elements/form.js';
import { Icon } from '../icons.js';
import { useStore } from '../store-context.js';
import { SurfaceContext, type Surface } from '../surface.js';
import { timeOfDay } from '../text/dates.js';
import { Text } from '../text/text.js';
import { useForm } from '../use-form.js';
import { useWorkspace } from '../workspace-context.js';
import { Avatar } from './avatar.js';

interface Props {
  readonly conversation: PageConversation;
  readonly message: PageMessage;
  readonly isContinuation: boolean;
  readonly replies: number;
}

export function Message({ conversation, message, isContinuation, replies }: Props) {
  const { store, state } = useStore();
  const { names, reader } = useWorkspace();
  const author = names.person(message.user) ?? unknownUser(message.user);
  const date = new Date(Number(message.ts) * 1000);
  const time = timeOfDay(date, reader);
  const linked = state.route.ts === message.ts ? ' message-linked' : '';
  return (
    <article
      class={`message${isContinuation ? ' message-goes-on' : ''}${message.ephemeral ? ' message-private' : ''}${linked}`}
      aria-label={`${author.real_name}, ${time}`}
      data-ts={message.ts}
    >
      {message.ephemeral ? (
        <div class="private-mark">
          <Icon name="eye" /> Only visible to you
        </div>
      ) : null}
      <div class="message-gutter">{isContinuation ? null : <Avatar user={author} size="large" />}</div>
      <div class="message-main">
        {isContinuation ? null : (
          <div class="message-head">
            <span class="author">{author.real_name}</span>
            {author.is_bot ? <span class="app-badge">APP</span> : null}
            <time dateTime={date.toISOString()} title={date.toString()}>
              {time}
            </time>
          </div>
        )}
        <MessageBody conversation={conversation} message={message} />
        {replies === 0 ? null : (
          <button
            type="button"
            class="replies"
            onClick={() => store.dispatch({ type: 'thread-opened', ts: message.ts })}
          >
            <Icon name="thread" /> {replies === 1 ? '1 reply' : `${replies} replies`}
          </button>
        )}
      </div>
    </article>
  );
}

function MessageBody({ conversation, message }: Pick<Props, 'conversation' | 'message'>) {
  const { store, page } = useStore();
  const { form, enter } = useForm(message.blocks);
  const place = { as: page.me.id, channel: conversation.id, ts: message.ts };
  const surface: Surface = {
    form,
    enter,
    errors: {},
    act: (sent) =>
      store.report(store.api.action({ ...place, action: sent.action, state: slackState(sent.form ?? form) })),
    options: ({ actionId, blockId, value }) =>
      store.api.options({ ...place, action_id: actionId, block_id: blockId, value }),
  };
  const edited = message.edited ? <span class="edited"> (edited)</span> : null;
  // As in Slack, blocks take the place of the text, which is for notifications.
  if (message.blocks.length === 0) {
    return (
      <div class="message-text">
        <Text text={{ type: 'mrkdwn', text: message.text }} />
        {edited}
      </div>
    );
  }
  return (
    <SurfaceContext.Provider value={surface}>
      <Blocks blocks={message.blocks} />
      {edited}
    </SurfaceContext.Provider>
  );
}

/** A user of another workspace. */
function unknownUser(id: string): PageUser {
  return { id, name: id, real_name: id, title: '', is_bot: false };
}
