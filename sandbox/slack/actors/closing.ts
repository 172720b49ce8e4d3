import { viewShape } from '../api/shapes.js';
import type { Core } from '../core.js';
import { deliveryFailure, notPossible, type ActionOutcome } from './outcome.js';
import { interactionBase } from './payload.js';

/** A user closes a view. The root's id closes the whole stack, as Slack's ✕ does. */
export async function closeView(core: Core, userId: string, viewId: string): Promise<ActionOutcome> {
  const user = core.store.user(userId);
  const view = core.modals.of(userId).find(({ id }) => id === viewId);
  if (user === undefined || view === undefined) return notPossible('This form is not open.');
  const isCleared = view.id === view.rootId || view.content.clear_on_close === true;
  if (isCleared) core.modals.clear(userId);
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
  // The view is closed: the user sees nothing of the app's response.
  deliveryFailure(core, String(view.content.callback_id), receipt);
  return { ok: true, ms: receipt.ms };
}
