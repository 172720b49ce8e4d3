import { Dialog } from '../dialog.js';
import { useStore } from '../store-context.js';
import { Modal } from './modal.js';

/** The open forms of this user: the topmost is shown, those below keep their values. */
export function ViewStack() {
  const { store, page } = useStore();
  const [root] = page.views;
  const top = page.views.at(-1);
  if (root === undefined || top === undefined) return null;

  function close(viewId: string): void {
    store.start(store.api.close({ as: page.me.id, view_id: viewId }));
  }

  return (
    <Dialog key={page.me.id} label={titleOf(top.view)} class="modal" onCancel={() => close(top.id)}>
      {page.views.map((view) => (
        <Modal
          key={view.id}
          view={view}
          covered={view !== top}
          close={(which) => close(which === 'stack' ? root.id : view.id)}
        />
      ))}
    </Dialog>
  );
}

function titleOf({ title }: Readonly<Record<string, unknown>>): string {
  const text = typeof title === 'object' && title !== null && 'text' in title ? title.text : undefined;
  return typeof text === 'string' ? text : 'Form';
}
