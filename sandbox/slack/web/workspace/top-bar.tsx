import { Icon } from '../icons.js';
import { useStore } from '../store-context.js';
import { PersonSwitcher } from './person-switcher.js';

export function TopBar() {
  const { store, state, page } = useStore();
  return (
    <header class="top-bar">
      <button
        type="button"
        class="sidebar-toggle"
        aria-label="Conversations"
        aria-expanded={state.sidebarOpen}
        onClick={() => store.dispatch({ type: 'sidebar-toggled' })}
      >
        <Icon name="menu" />
      </button>
      <span class="team-name">{page.team.name}</span>
      <span class="team-note">local sandbox</span>
      {state.problem === null ? null : (
        <span class="problem" role="status">
          {state.problem}
        </span>
      )}
      <PersonSwitcher />
    </header>
  );
}
