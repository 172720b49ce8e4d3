import { textViolation, type Violation } from './violation.js';
import { mrkdwnProblems } from './mrkdwn.js';
import { collectNodes, type Node } from './tree.js';

/** What Slack would parse in the texts of a payload and no app should send: broad mentions, text that was not escaped. */
export function contentViolations(payload: unknown, at: string): readonly Violation[] {
  return collectNodes(payload, at).flatMap(nodeViolations);
}

/** The same for a single text. */
export function mrkdwnViolations(text: string, pointer: string): readonly Violation[] {
  return mrkdwnProblems(text).map((problem) => textViolation(pointer, problem));
}

function nodeViolations({ pointer, value }: Node): readonly Violation[] {
  if (value.type === 'mrkdwn' && typeof value.text === 'string') return mrkdwnViolations(value.text, `${pointer}/text`);
  if (value.type === 'broadcast') return [textViolation(pointer, 'mentions everyone')];
  return [];
}
