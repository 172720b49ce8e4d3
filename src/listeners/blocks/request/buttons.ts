import type { ActionsBlock, Button, ConfirmationDialog } from '@slack/types';
import { planDigest } from '../../../domain/plan/plan-digest.js';
import { pendingExpiration } from '../../../domain/request/expiration.js';
import { canAbort, canCancelRun } from '../../../domain/request/cancellation.js';
import type { Request } from '../../../domain/request/types.js';
import { canBeUndone } from '../../../domain/undo/revertible-steps.js';
import { ACTION } from '../kit/ids.js';

/** The buttons that apply to a request in its state. Their value is its id, and for Approve the plan that is shown. */
export function requestButtons(request: Request): readonly ActionsBlock[] {
  const { id, status } = request;
  const showCalls = button(ACTION.showCalls, 'Show API calls', id);
  const undo = canBeUndone(request) ? [{ ...button(ACTION.undo, 'Undo', id), confirm: CONFIRM_UNDO }] : [];
  switch (status) {
    case 'pending':
      return row(approveButton(request), { ...button(ACTION.deny, 'Deny', id), style: 'danger' }, showCalls, {
        ...button(ACTION.cancel, 'Cancel', id),
        confirm: hasStarted(request) ? CONFIRM_CANCEL_RUN : CONFIRM_CANCEL,
      });
    case 'failed':
      return row(...retry(request), ...expirationButtons(request), ...undo, showCalls);
    case 'done':
      return row(...expirationButtons(request), ...undo, showCalls);
    case 'approved':
    case 'running':
      return canCancelRun(request) ? row(cancelRunButton(id, canAbort(request)), showCalls) : row(showCalls);
    case 'denied':
    case 'cancelled':
    case 'expired':
      // A staged request that ended half way may have changed something.
      return undo.length === 0 ? [] : row(...undo, showCalls);
  }
}

/** Approves the plan that is shown beside it, and no other: `parseApproveValue` reads its value. */
export function approveButton({ id, plan }: Request): Button {
  return { ...button(ACTION.approve, 'Approve', `${id} ${planDigest(plan)}`), style: 'primary' };
}

/** The actions on a pending expiration. */
export function expirationButtons(request: Request): readonly Button[] {
  if (pendingExpiration(request) === undefined) return [];
  const { id } = request;
  return [
    button(ACTION.extend, 'Extend', id),
    { ...button(ACTION.expireNow, 'End now', id), style: 'danger', confirm: CONFIRM_EXPIRE_NOW },
  ];
}

/** Cancels a staged request between its stages, or a step that can be aborted. */
export function cancelRunButton(id: string, aborts = false): Button {
  return {
    ...button(ACTION.cancelRun, 'Stop', id),
    style: 'danger',
    confirm: aborts ? CONFIRM_ABORT : CONFIRM_CANCEL_RUN,
  };
}

export function button(actionId: string, label: string, value: string): Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text: label }, value };
}

/** An undone request is submitted again. */
function retry({ id, undoneBy }: Request): readonly Button[] {
  return undoneBy?.done === true ? [] : [{ ...button(ACTION.retry, 'Retry', id), style: 'primary' }];
}

const CONFIRM_UNDO: ConfirmationDialog = {
  title: { type: 'plain_text', text: 'Undo this request?' },
  text: {
    type: 'plain_text',
    text: 'Creates a new request that reverts the changes of this one that are still in place. The usual approval rules apply.',
  },
  confirm: { type: 'plain_text', text: 'Request undo' },
  deny: { type: 'plain_text', text: 'Leave it' },
};

const CONFIRM_CANCEL: ConfirmationDialog = {
  title: { type: 'plain_text', text: 'Cancel this request?' },
  text: { type: 'plain_text', text: 'It ends here. Nothing has been called yet.' },
  confirm: { type: 'plain_text', text: 'Cancel the request' },
  deny: { type: 'plain_text', text: 'Keep it' },
  style: 'danger',
};

const CONFIRM_CANCEL_RUN: ConfirmationDialog = {
  title: { type: 'plain_text', text: 'Stop this request?' },
  text: { type: 'plain_text', text: 'The request stops. Completed steps stay until Undo reverts them.' },
  confirm: { type: 'plain_text', text: 'Stop it' },
  deny: { type: 'plain_text', text: 'Keep running' },
  style: 'danger',
};

const CONFIRM_EXPIRE_NOW: ConfirmationDialog = {
  title: { type: 'plain_text', text: 'End it now?' },
  text: {
    type: 'plain_text',
    text: 'Revokes this access now instead of at its expiration. No further approval is needed.',
  },
  confirm: { type: 'plain_text', text: 'Revoke now' },
  deny: { type: 'plain_text', text: 'Keep running' },
  style: 'danger',
};

const CONFIRM_ABORT: ConfirmationDialog = {
  ...CONFIRM_CANCEL_RUN,
  text: { type: 'plain_text', text: 'The request stops. Work in progress is cancelled and cleaned up.' },
};

function hasStarted({ steps }: Request): boolean {
  return Object.keys(steps).length > 0;
}

function row(...elements: Button[]): readonly ActionsBlock[] {
  return [{ type: 'actions', elements }];
}
