import type { KnownBlock } from '@slack/types';
import type { AnyChangeOperation, Operation } from '../../../domain/operations/contract.js';
import type { Grammar } from '../../../domain/command-line/grammar.js';
import { button } from '../request/buttons.js';
import { STALE_RESPONSE_ACTION } from '../kit/ids.js';

/** What can be answered about a stale AMI: to keep it, or to ask for one of these operations. */
export const STALE_RESPONSES = ['deregister', 'retire', 'exempt'] as const;
export type StaleResponseKind = (typeof STALE_RESPONSES)[number];

/** The operation that an answer asks for. */
export function operationForResponse(
  response: StaleResponseKind,
  operations: readonly Operation[],
): AnyChangeOperation | undefined {
  return operations.find(
    (operation): operation is AnyChangeOperation => operation.kind === 'change' && operation.name === response,
  );
}

/** A button for each answer that there is; which AMIs it is for is asked in the form that it opens. */
export function responseButtons(operations: readonly Operation[]): KnownBlock {
  const available = STALE_RESPONSES.filter(
    (answer) => answer === 'exempt' || operationForResponse(answer, operations) !== undefined,
  );
  return {
    type: 'actions',
    elements: available.map((answer) => button(STALE_RESPONSE_ACTION[answer], `${responseLabel(answer)} …`, answer)),
  };
}

export function responseLabel(response: StaleResponseKind): string {
  return LABELS[response];
}

const LABELS: Readonly<Record<StaleResponseKind, string>> = {
  deregister: 'Deregister',
  retire: 'Retire',
  exempt: 'Keep',
};

/** What an operation asks besides the AMI and where it is. */
export function requestFields({ subject, clauses }: Grammar): Grammar {
  const place = ['region', 'account'];
  return { clauses: clauses.filter(({ field }) => field !== subject?.field && !place.includes(field)) };
}
