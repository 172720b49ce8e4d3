import { setTimeout as pause } from 'node:timers/promises';
import { directMessage } from '../api/channels.js';
import { viewShape } from '../api/shapes.js';
import type { Core } from '../core.js';
import type { DeliveryResult, Retry } from '../delivery/delivery.js';
import { deliveryFailure, notPossible, type ActionOutcome } from './outcome.js';
import { eventBody } from './payload.js';

/** An event that is not acknowledged comes again: at once, after a minute, after five (docs: The Events API). */
const RETRIES_MS = [0, 60_000, 300_000] as const;

/** A user opens the app's Home tab. */
export async function openHome(core: Core, userId: string): Promise<ActionOutcome> {
  const user = core.store.user(userId);
  if (user === undefined) return notPossible('user_not_found');
  const view = core.store.home(userId);
  const body = eventBody(core, {
    type: 'app_home_opened',
    user: userId,
    channel: directMessage(core, user).id,
    tab: 'home',
    ...(view === undefined ? {} : { view: viewShape(core, view) }),
  });
  const receipt = await core.app.deliver({ kind: 'event', body });
  const failure = deliveryFailure(core, 'app_home_opened', receipt);
  if (failure === undefined) return { ok: true, ms: receipt.ms };
  void redeliver(core, body, receipt);
  return { ok: false, error: `The app did not respond: ${failure}`, ms: receipt.ms };
}

async function redeliver(core: Core, body: Readonly<Record<string, unknown>>, failed: DeliveryResult): Promise<void> {
  let last = failed;
  for (const [index, ms] of RETRIES_MS.entries()) {
    // The workspace closes: waits end.
    const isOpen = await pause(ms, true, { signal: core.isClosing, ref: false }).catch(() => false);
    if (!isOpen) return;
    last = await core.app.deliver({ kind: 'event', body, retry: { number: index + 1, reason: retryReason(last) } });
    if (last.kind === 'acknowledged') return;
  }
}

function retryReason(receipt: DeliveryResult): Retry['reason'] {
  if (receipt.kind === 'late') return 'http_timeout';
  return receipt.kind === 'failed' && receipt.reached ? 'http_error' : 'connection_failed';
}
