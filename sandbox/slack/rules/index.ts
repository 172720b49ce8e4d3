import { violationLine } from './violation.js';
import { checkMessage, type MessageContent } from './message.js';
import { checkView } from './view.js';

/** Slack's rules for messages and views, without a workspace: for code that builds them. */

/**
 * The violations of a message's `text`, `blocks` and `metadata`, one line each, in Slack's words. Empty if there are
 * none.
 */
export function messageViolations(message: MessageContent): readonly string[] {
  return checkMessage(message).map(violationLine);
}

/** The violations of a modal or a Home tab, one line each, in Slack's words. Empty if there are none. */
export function viewViolations(view: unknown): readonly string[] {
  return checkView(view).map(violationLine);
}
