import { viewShape } from '../api/shapes.js';
import type { Core } from '../core.js';
import { failureOf, impossible, type Outcome } from './outcome.js';
import { interactionBase } from './payload.js';

/** Somebody closes a view. The root's id closes the whole stack, as Slack's ✕ does. */
export async function closeView(core: Core, as: string, viewId: string): Promise<Outcome> {
  const user = core.store.user(as);
  const view = core.modals.of(as).find(({ id }) => id === viewId);
  if (user === undefined || view === undefined) return impossible('This form is not open.');
  const isCleared = view.id === view.rootId || view.content.clear_on_close === true;
  if (isCleared) core.modals.clear(as);
  else core.modals.close(view);
  if (view.content.notify_on_close !== true) return { ok: true, ms: 0 };

  const receipt = await core.app.deliver({
    kind: 'interactive',
    body: {
      type: 'view_closed',
      ...interactionBase(core, user),
      view: viewShape(core, view),
      is_cleared: isCleared,
    },
  });
  // The view is gone: the person sees nothing of what the app answers.
  failureOf(core, String(view.content.callback_id), receipt);
  return { ok: true, ms: receipt.ms };
}
