import type { KnownBlock } from '@slack/types';
import type { Change, Operation } from '../../../workflows/operations/contract.js';
import type { Grammar } from '../../../workflows/operations/grammar/types.js';
import { button } from '../buttons.js';
import { STALE_ANSWER } from '../ids.js';

/** What can be answered about a stale AMI: to keep it, or to ask for one of these operations. */
export const STALE_ANSWERS = ['deregister', 'retire', 'keep'] as const;
export type StaleAnswer = (typeof STALE_ANSWERS)[number];

/** The operation that an answer asks for. */
export function operationFor(answer: StaleAnswer, operations: readonly Operation[]): Change | undefined {
  return operations.find((operation): operation is Change => operation.kind === 'change' && operation.name === answer);
}

/** A button for each answer that there is; which AMIs it is for is asked in the form that it opens. */
export function answerButtons(operations: readonly Operation[]): KnownBlock {
  const there = STALE_ANSWERS.filter((answer) => answer === 'keep' || operationFor(answer, operations) !== undefined);
  return {
    type: 'actions',
    elements: there.map((answer) => button(STALE_ANSWER[answer], `${labelOf(answer)} …`, answer)),
  };
}

export function labelOf(answer: StaleAnswer): string {
  return `${answer.slice(0, 1).toUpperCase()}${answer.slice(1)}`;
}

/** What an operation asks besides the AMI and where it is. */
export function ownFields({ subject, clauses }: Grammar): Grammar {
  const place = ['region', 'account'];
  return { clauses: clauses.filter(({ field }) => field !== subject?.field && !place.includes(field)) };
}
