import { type Message, boundedBullets } from '../kit/message.js';
import { bold, literal, mention, rich, richSection, type RichTextLeaf } from '../kit/rich.js';

const BUDGET = 9_000;

/** The result of a response for one AMI or share. */
export interface OutcomeLine {
  readonly isDone: boolean;
  readonly line: readonly RichTextLeaf[];
}

/** The private answer to the user who responded. */
export function outcomeResults(outcomes: readonly OutcomeLine[]): Message {
  const done = outcomes.filter(({ isDone }) => isDone).length;
  const headline = done === outcomes.length ? 'Done.' : `${done} of ${outcomes.length} went through.`;
  return {
    text: `Your answer: ${headline}`,
    blocks: [
      rich(
        richSection(bold(headline)),
        boundedBullets(
          outcomes.map(({ line }) => line),
          BUDGET,
        ),
      ),
    ],
  };
}

/** The note in the thread of the digest, for example about “stale AMI”. `undefined` if nothing was done. */
export function outcomeThreadNote(by: string, outcomes: readonly OutcomeLine[], noun: string): Message | undefined {
  const done = outcomes.filter(({ isDone }) => isDone).map(({ line }) => line);
  if (done.length === 0) return undefined;
  return {
    text: `An answer for ${done.length === 1 ? `one ${noun}` : `${done.length} ${noun}s`}`,
    blocks: [rich(richSection(literal('Answered by '), mention(by), literal(':')), boundedBullets(done, BUDGET))],
  };
}
