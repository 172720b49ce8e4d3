import type { Core } from '../core.js';
import { deliveryFailure, notPossible, type ActionOutcome } from './outcome.js';
import { interactionBase } from './payload.js';

/** A user starts a global shortcut. It has no channel, and therefore no response URL. */
export async function startShortcut(core: Core, userId: string, callbackId: string): Promise<ActionOutcome> {
  const user = core.store.user(userId);
  const shortcut = core.store.seed.app.shortcuts.find(({ callback_id }) => callback_id === callbackId);
  if (user === undefined || shortcut === undefined) return notPossible('There is no such shortcut.');
  const receipt = await core.app.deliver({
    kind: 'interactive',
    body: {
      type: 'shortcut',
      ...interactionBase(core, user),
      callback_id: callbackId,
      action_ts: core.sequence.ts(),
      trigger_id: core.triggers.issue(userId),
    },
  });
  const failure = deliveryFailure(core, callbackId, receipt);
  return failure === undefined
    ? { ok: true, ms: receipt.ms }
    : { ok: false, error: `${shortcut.name} failed with the error ${failure}`, ms: receipt.ms };
}
