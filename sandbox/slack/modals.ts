import type { Changes } from './changes.js';
import type { View } from './state/entities.js';

/** The open modal of each user: a stack of views, the topmost last. Closed views are not found. */
export interface Modals {
  of(user: string): readonly View[];
  find(id: string): View | undefined;
  findExternal(externalId: string): View | undefined;
  /** Opens a modal in place of the open one. */
  open(view: View): void;
  push(view: View): void;
  replace(view: View): void;
  /** Closes the view and those above it. */
  close(view: View): void;
  clear(user: string): void;
}

/** The maximum number of views in a stack (docs: Modals). */
export const MAX_VIEWS = 3;

export function createModals(changes: Changes): Modals {
  const stacks = new Map<string, readonly View[]>();

  function put(user: string, stack: readonly View[]): void {
    if (stack.length === 0) stacks.delete(user);
    else stacks.set(user, stack);
    changes.emit();
  }

  function of(user: string): readonly View[] {
    return stacks.get(user) ?? [];
  }

  function all(): readonly View[] {
    return [...stacks.values()].flat();
  }

  return {
    of,
    find: (id) => all().find((view) => view.id === id),
    findExternal: (externalId) => all().find(({ content }) => content.external_id === externalId),
    open: (view) => put(view.user, [view]),
    push: (view) => put(view.user, [...of(view.user), view]),
    replace: (view) =>
      put(
        view.user,
        of(view.user).map((open) => (open.id === view.id ? view : open)),
      ),
    close: (view) => {
      const stack = of(view.user);
      const at = stack.findIndex(({ id }) => id === view.id);
      if (at >= 0) put(view.user, stack.slice(0, at));
    },
    clear: (user) => put(user, []),
  };
}
