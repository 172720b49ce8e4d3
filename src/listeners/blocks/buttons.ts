import type { ActionsBlock, Button, ConfirmationDialog } from '@slack/types';
import type { Request } from '../../workflows/request/types.js';
import { ACTION } from './ids.js';

/** The buttons that apply to a request as it is. Their value is its id and nothing else. */
export function requestButtons({ id, status }: Request): readonly ActionsBlock[] {
  const showCalls = button(ACTION.showCalls, 'Show API calls', id);
  switch (status) {
    case 'pending':
      return row(
        { ...button(ACTION.approve, 'Approve', id), style: 'primary' },
        { ...button(ACTION.deny, 'Deny', id), style: 'danger' },
        showCalls,
        { ...button(ACTION.cancel, 'Cancel', id), confirm: CONFIRM_CANCEL },
      );
    case 'failed':
      return row({ ...button(ACTION.retry, 'Retry', id), style: 'primary' }, showCalls);
    case 'approved':
    case 'running':
    case 'done':
      return row(showCalls);
    case 'denied':
    case 'cancelled':
    case 'expired':
      return [];
  }
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

function row(...elements: Button[]): readonly ActionsBlock[] {
  return [{ type: 'actions', elements }];
}
