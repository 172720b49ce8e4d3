import type { KnownBlock } from '@slack/types';
import type { AnyChangeOperation, Operation } from '../../../domain/operations/contract.js';
import type { Grammar } from '../../../domain/command-line/grammar.js';
import { button } from '../request/buttons.js';
import { STALE_RESPONSE_ACTION } from '../kit/ids.js';

/** The responses to a stale AMI: keep it, or request one of these operations. */
export const STALE_RESPONSES = ['deregister', 'retire', 'exempt'] as const;
export type StaleResponseKind = (typeof STALE_RESPONSES)[number];

/** The operation that a response requests. */
export function operationForResponse(
  response: StaleResponseKind,
  operations: readonly Operation[],
): AnyChangeOperation | undefined {
  return operations.find(
    (operation): operation is AnyChangeOperation => operation.kind === 'change' && operation.name === response,
  );
}

/** A button for each available response. Its form asks which AMIs it is for. */
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

/** The fields of an operation besides the AMI and its location. */
export function requestFields({ subject, clauses }: Grammar): Grammar {
  const place = ['region', 'account'];
  return { clauses: clauses.filter(({ field }) => field !== subject?.field && !place.includes(field)) };
}
