import { textBreach, type Breach } from './breach.js';
import { mrkdwnProblems } from './mrkdwn.js';
import { nodesOf, type Node } from './tree.js';

/** What Slack would parse in the texts of a payload and no app should send: broad mentions, text that was not escaped. */
export function contentBreaches(payload: unknown, at: string): readonly Breach[] {
  return nodesOf(payload, at).flatMap(ofNode);
}

/** The same for a text that stands by itself. */
export function mrkdwnBreaches(text: string, pointer: string): readonly Breach[] {
  return mrkdwnProblems(text).map((problem) => textBreach(pointer, problem));
}

function ofNode({ pointer, value }: Node): readonly Breach[] {
  if (value.type === 'mrkdwn' && typeof value.text === 'string') return mrkdwnBreaches(value.text, `${pointer}/text`);
  if (value.type === 'broadcast') return [textBreach(pointer, 'mentions everybody')];
  return [];
}
