import type { Core } from '../core.js';
import type { Receipt } from '../delivery/delivery.js';
import type { Done } from '../page-api.js';

/** What a person sees of what they did, and how long the app took to acknowledge it, in milliseconds. */
export interface Outcome extends Done {
  readonly ms: number;
}

/** Slack says nothing and sends nothing: the person cannot do this here. */
export function impossible(error: string): Outcome {
  return { ok: false, error, ms: 0 };
}

/** Slack's words for an app that did not acknowledge; undefined when it did. A late or bad answer is a violation. */
export function failureOf(core: Core, what: string, receipt: Receipt): string | undefined {
  if (receipt.kind === 'acknowledged') return undefined;
  const why = receipt.kind === 'late' ? 'no acknowledgement within 3 seconds' : receipt.why;
  // An app that is not there breaks no rule.
  if (receipt.kind === 'late' || receipt.reached) core.journal.violate('acknowledgement', `${what}: ${why}`);
  return receipt.kind === 'late' ? 'operation_timeout' : 'dispatch_failed';
}
