import { violationLine } from './violation.js';
import { checkMessage, type MessageContent } from './message.js';
import { checkView } from './view.js';

/** Slack's rules on what an app may show, without a workspace: for whoever builds messages and views. */

/** What is wrong with a message's `text`, `blocks` and `metadata`, one line each, in Slack's words; empty when nothing is. */
export function messageViolations(message: MessageContent): readonly string[] {
  return checkMessage(message).map(violationLine);
}

/** What is wrong with a modal or a Home tab, one line each, in Slack's words; empty when nothing is. */
export function viewViolations(view: unknown): readonly string[] {
  return checkView(view).map(violationLine);
}
