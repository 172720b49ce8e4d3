import { Icon } from '../icons.js';
import { useStore } from '../store-context.js';

/** Commands worth trying; a press writes one into the composer. */
export function Guide() {
  const { store, page } = useStore();
  return (
    <aside class="side-panel" aria-label="What to try">
      <div class="side-head">
        <h2>What to try</h2>
        <button
          type="button"
          class="dialog-close"
          aria-label="Close what to try"
          onClick={() => store.dispatch({ type: 'guide-toggled' })}
        >
          <Icon name="cross" />
        </button>
      </div>
      <p class="guide-lead">
        Select a command to fill it in, and press Enter to send it. Switch users at the top right.
      </p>
      <ul class="guide-list">
        {(page.guide ?? []).map(({ command, shows }) => (
          <li key={command}>
            <button
              type="button"
              class="guide-command"
              onClick={() => {
                store.suggest(command);
                document.getElementById('composer')?.focus();
              }}
            >
              <code>{command}</code>
              <span>{shows}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
