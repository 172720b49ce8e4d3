import { breachLine } from './breach.js';
import { messageBreaches, type MessageContent } from './message.js';
import { viewBreaches } from './view.js';

/** Slack's rules on what an app may show, without a workspace: for whoever builds messages and views. */

/** What is wrong with a message's `text`, `blocks` and `metadata`, one line each, in Slack's words; empty when nothing is. */
export function messageViolations(message: MessageContent): readonly string[] {
  return messageBreaches(message).map(breachLine);
}

/** What is wrong with a modal or a Home tab, one line each, in Slack's words; empty when nothing is. */
export function viewViolations(view: unknown): readonly string[] {
  return viewBreaches(view).map(breachLine);
}
