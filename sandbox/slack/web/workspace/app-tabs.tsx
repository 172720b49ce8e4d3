import { appConversation } from '../state.js';
import { useStore } from '../store-context.js';

/** Home and Messages of the app. */
export function AppTabs({ open }: { readonly open: 'home' | 'messages' }) {
  const { page } = useStore();
  const messages = appConversation(page);
  const base = `#/${page.me.id}`;
  return (
    <nav class="app-tabs" aria-label="App">
      {page.home_enabled === false ? null : (
        <a href={`${base}/home`} aria-current={open === 'home' ? 'page' : undefined}>
          Home
        </a>
      )}
      {messages === undefined ? null : (
        <a href={`${base}/${messages.id}`} aria-current={open === 'messages' ? 'page' : undefined}>
          Messages
        </a>
      )}
    </nav>
  );
}
