import type { ActionsBlock, Button, ConfirmationDialog } from '@slack/types';
import { endAhead } from '../../workflows/request/limit.js';
import { canBreakOff, canStop } from '../../workflows/request/stopping.js';
import type { Request } from '../../workflows/request/types.js';
import { canBeUndone } from '../../workflows/undo/take-back.js';
import { ACTION } from './ids.js';

/** The buttons that apply to a request as it is. Their value is its id and nothing else. */
export function requestButtons(request: Request): readonly ActionsBlock[] {
  const { id, status } = request;
  const showCalls = button(ACTION.showCalls, 'Show API calls', id);
  const undo = canBeUndone(request) ? [{ ...button(ACTION.undo, 'Undo', id), confirm: CONFIRM_UNDO }] : [];
  switch (status) {
    case 'pending':
      return row(
        { ...button(ACTION.approve, 'Approve', id), style: 'primary' },
        { ...button(ACTION.deny, 'Deny', id), style: 'danger' },
        showCalls,
        { ...button(ACTION.cancel, 'Cancel', id), confirm: isBegun(request) ? CONFIRM_STOP : CONFIRM_CANCEL },
      );
    case 'failed':
      return row(...retry(request), ...limitButtons(request), ...undo, showCalls);
    case 'done':
      return row(...limitButtons(request), ...undo, showCalls);
    case 'approved':
    case 'running':
      return canStop(request) ? row(stopButton(id, canBreakOff(request)), showCalls) : row(showCalls);
    case 'denied':
    case 'cancelled':
    case 'expired':
      // A ladder that ended half way has done something all the same.
      return undo.length === 0 ? [] : row(...undo, showCalls);
  }
}

/** What can be done about an end that is ahead. */
export function limitButtons(request: Request): readonly Button[] {
  if (endAhead(request) === undefined) return [];
  const { id } = request;
  return [
    button(ACTION.extend, 'Extend', id),
    { ...button(ACTION.endNow, 'End now', id), style: 'danger', confirm: CONFIRM_END },
  ];
}

/** Ends a ladder between its rungs, or what may be broken off half way. */
export function stopButton(id: string, breaksOff = false): Button {
  return { ...button(ACTION.stop, 'Stop', id), style: 'danger', confirm: breaksOff ? CONFIRM_BREAK_OFF : CONFIRM_STOP };
}

export function button(actionId: string, label: string, value: string): Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text: label }, value };
}

/** What was taken back is asked for anew. */
function retry({ id, undo }: Request): readonly Button[] {
  return undo?.done === true ? [] : [{ ...button(ACTION.retry, 'Retry', id), style: 'primary' }];
}

const CONFIRM_UNDO: ConfirmationDialog = {
  title: { type: 'plain_text', text: 'Undo this request?' },
  text: {
    type: 'plain_text',
    text: 'A new request is made that takes back what this one did, and what is still there of it. It needs approval like any other.',
  },
  confirm: { type: 'plain_text', text: 'Ask for the undo' },
  deny: { type: 'plain_text', text: 'Leave it' },
};

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

const CONFIRM_END: ConfirmationDialog = {
  title: { type: 'plain_text', text: 'End it now?' },
  text: {
    type: 'plain_text',
    text: 'What this request gave is taken back at once, as it would be at its end. That was approved with it.',
  },
  confirm: { type: 'plain_text', text: 'Take it back' },
  deny: { type: 'plain_text', text: 'Let it go on' },
  style: 'danger',
};

const CONFIRM_BREAK_OFF: ConfirmationDialog = {
  ...CONFIRM_STOP,
  text: { type: 'plain_text', text: 'It ends here. What is half done is cancelled and taken away.' },
};

function isBegun({ steps }: Request): boolean {
  return Object.keys(steps).length > 0;
}

function row(...elements: Button[]): readonly ActionsBlock[] {
  return [{ type: 'actions', elements }];
}
