import type { Core } from '../core.js';
import type { DeliveryResult } from '../delivery/delivery.js';
import type { ActionResult } from '../page-api.js';

/** What a user sees after an action, and how long the app took to acknowledge it, in milliseconds. */
export interface ActionOutcome extends ActionResult {
  readonly ms: number;
}

/** Slack shows and sends nothing: the user cannot do this here. */
export function notPossible(error: string): ActionOutcome {
  return { ok: false, error, ms: 0 };
}

/** Slack's words for an app that did not acknowledge; undefined when it did. A late or bad answer is a violation. */
export function deliveryFailure(core: Core, what: string, receipt: DeliveryResult): string | undefined {
  if (receipt.kind === 'acknowledged') return undefined;
  const reason = receipt.kind === 'late' ? 'no acknowledgement in time' : receipt.why;
  // An app that is not there breaks no rule.
  if (receipt.kind === 'late' || receipt.reached) core.callLog.recordViolation('acknowledgement', `${what}: ${reason}`);
  return receipt.kind === 'late' ? 'operation_timeout' : 'dispatch_failed';
}
