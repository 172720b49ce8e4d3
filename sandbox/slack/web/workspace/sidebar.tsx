import type { ComponentChildren } from 'preact';
import type { PageConversation } from '../../page-api.js';
import { routeHash } from '../route.js';
import { appConversation, unreadCount } from '../state.js';
import { useStore } from '../store-context.js';
import { useWorkspace } from '../workspace-context.js';
import { Avatar } from './avatar.js';

export function Sidebar() {
  const { store, state, page } = useStore();
  const { names } = useWorkspace();
  const app = appConversation(page);
  const channels = page.conversations.filter(({ kind }) => kind === 'channel');
  const people = page.conversations.filter((conversation) => conversation.kind === 'dm' && conversation !== app);
  const bots = page.users.filter(({ is_bot }) => is_bot);
  const appUnread = app === undefined ? 0 : unreadCount(state, app);
  return (
    <>
      <nav class={state.sidebarOpen ? 'sidebar sidebar-open' : 'sidebar'} aria-label="Conversations">
        <Section title="Channels">
          {channels.map((channel) => (
            <Row key={channel.id} place={channel.id} unread={unreadCount(state, channel)} counted={false}>
              <span class="hash">#</span>
              {channel.name.replace(/^#/, '')}
            </Row>
          ))}
        </Section>
        {people.length === 0 ? null : (
          <Section title="Direct messages">
            {people.map((conversation) => (
              <Row key={conversation.id} place={conversation.id} unread={unreadCount(state, conversation)} counted>
                <ConversationIcon conversation={conversation} />
                {names.person(conversation.user ?? '')?.real_name ?? conversation.name}
              </Row>
            ))}
          </Section>
        )}
        <Section title="Apps">
          {bots.map((bot) => (
            <Row
              key={bot.id}
              place={app !== undefined && (appUnread > 0 || page.home === null) ? app.id : 'home'}
              open={state.route.place === 'home' || state.route.place === app?.id}
              unread={appUnread}
              counted
            >
              <Avatar user={bot} size="small" />
              {bot.real_name}
            </Row>
          ))}
        </Section>
      </nav>
      {state.sidebarOpen ? (
        <div class="sidebar-shade" onClick={() => store.dispatch({ type: 'sidebar-toggled' })} />
      ) : null}
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="sidebar-section">
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

interface RowProps {
  readonly place: string;
  readonly open?: boolean;
  readonly unread: number;
  /** Direct messages are counted, as in Slack; in channels a bold name and a dot do. */
  readonly counted: boolean;
  readonly children: ComponentChildren;
}

function Row({ place, open, unread, counted, children }: RowProps) {
  const { state } = useStore();
  const isOpen = open ?? state.route.place === place;
  return (
    <li>
      <a
        class={unread > 0 ? 'sidebar-row unread' : 'sidebar-row'}
        href={routeHash({ person: state.route.person, place, ts: null })}
        aria-current={isOpen ? 'page' : undefined}
      >
        {children}
        {unread === 0 ? null : (
          <span class={counted ? 'unread-count' : 'unread-dot'} role="img" aria-label={`${unread} unread`}>
            {counted ? unread : ''}
          </span>
        )}
      </a>
    </li>
  );
}

function ConversationIcon({ conversation }: { readonly conversation: PageConversation }) {
  const user = useWorkspace().names.person(conversation.user ?? '');
  return user === undefined ? <span class="hash">@</span> : <Avatar user={user} size="small" />;
}
