import { Icon } from '../icons.js';
import { Menu } from '../menu.js';
import { useStore } from '../store-context.js';
import { Avatar } from './avatar.js';

/** Lets one human act as any user of the workspace. */
export function PersonSwitcher() {
  const { store, page } = useStore();
  const { me } = page;
  return (
    <Menu
      label={`Acting as ${me.real_name}`}
      class="person-switcher"
      button={
        <>
          <Avatar user={me} size="small" />
          <span class="person-name">
            <span class="person-as">Acting as</span> {me.real_name}
          </span>
          <Icon name="down" />
        </>
      }
      items={page.users
        .filter(({ is_bot }) => !is_bot)
        .map((user) => ({
          key: user.id,
          label: user.real_name,
          checked: user.id === me.id,
          content: (
            <>
              <Avatar user={user} size="medium" />
              <span class="menu-two-lines">
                <span>{user.real_name}</span>
                <span class="menu-detail">{user.title}</span>
              </span>
              {user.id === me.id ? <Icon name="check" /> : null}
            </>
          ),
          choose: () => store.actAs(user.id),
        }))}
    />
  );
}
