import type { ActionsBlock, Button, ConfirmationDialog } from '@slack/types';
import { canStop } from '../../workflows/request/stopping.js';
import type { Request } from '../../workflows/request/types.js';
import { ACTION } from './ids.js';

/** The buttons that apply to a request as it is. Their value is its id and nothing else. */
export function requestButtons(request: Request): readonly ActionsBlock[] {
  const { id, status } = request;
  const showCalls = button(ACTION.showCalls, 'Show API calls', id);
  switch (status) {
    case 'pending':
      return row(
        { ...button(ACTION.approve, 'Approve', id), style: 'primary' },
        { ...button(ACTION.deny, 'Deny', id), style: 'danger' },
        showCalls,
        { ...button(ACTION.cancel, 'Cancel', id), confirm: isBegun(request) ? CONFIRM_STOP : CONFIRM_CANCEL },
      );
    case 'failed':
      return row({ ...button(ACTION.retry, 'Retry', id), style: 'primary' }, showCalls);
    case 'approved':
    case 'running':
      return canStop(request) ? row(stopButton(id), showCalls) : row(showCalls);
    case 'done':
      return row(showCalls);
    case 'denied':
    case 'cancelled':
    case 'expired':
      return [];
  }
}

/** Ends a ladder between its rungs. */
export function stopButton(id: string): Button {
  return { ...button(ACTION.stop, 'Stop', id), style: 'danger', confirm: CONFIRM_STOP };
}

export function button(actionId: string, label: string, value: string): Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text: label }, value };
}

const CONFIRM_CANCEL: ConfirmationDialog = {
  title: { type: 'plain_text', text: 'Cancel this request?' },
  text: { type: 'plain_text', text: 'It ends here. Nothing has been called yet.' },
  confirm: { type: 'plain_text', text: 'Cancel the request' },
  deny: { type: 'plain_text', text: 'Keep it' },
  style: 'danger',
};

const CONFIRM_STOP: ConfirmationDialog = {
  title: { type: 'plain_text', text: 'Stop this request?' },
  text: { type: 'plain_text', text: 'It ends here. What was done stays until Undo takes it back.' },
  confirm: { type: 'plain_text', text: 'Stop it' },
  deny: { type: 'plain_text', text: 'Let it go on' },
  style: 'danger',
};

function isBegun({ steps }: Request): boolean {
  return Object.keys(steps).length > 0;
}

function row(...elements: Button[]): readonly ActionsBlock[] {
  return [{ type: 'actions', elements }];
}
