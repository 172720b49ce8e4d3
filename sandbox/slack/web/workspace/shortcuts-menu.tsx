import { Icon } from '../icons.js';
import { Menu } from '../menu.js';
import { useStore } from '../store-context.js';

/** The app's global shortcuts. */
export function ShortcutsMenu() {
  const { store, page } = useStore();
  if (page.shortcuts.length === 0) return null;
  return (
    <Menu
      label="Shortcuts"
      class="shortcuts"
      button={<Icon name="bolt" />}
      items={page.shortcuts.map(({ callback_id, name, description }) => ({
        key: callback_id,
        label: name,
        content: (
          <span class="menu-two-lines">
            <span>{name}</span>
            <span class="menu-detail">{description}</span>
          </span>
        ),
        choose: () => store.startShortcut(callback_id),
      }))}
    />
  );
}
