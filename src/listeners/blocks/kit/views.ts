import type { ModalView } from '@slack/types';
import { DENIAL_REASON, INPUT_ACTION_ID, VIEW } from './ids.js';
import type { Message } from './message.js';
import { rich, richSection, literal } from './rich.js';

const MAX_REASON_LENGTH = 1_000;

/** Asks why a request is denied. */
export function denialForm(requestId: string, metadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.denial,
    private_metadata: metadata,
    title: { type: 'plain_text', text: `Deny ${requestId}` },
    submit: { type: 'plain_text', text: 'Deny' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      {
        type: 'input',
        block_id: DENIAL_REASON,
        label: { type: 'plain_text', text: 'Why?' },
        hint: { type: 'plain_text', text: 'The requester is notified, and the history keeps it.' },
        element: {
          type: 'plain_text_input',
          action_id: INPUT_ACTION_ID,
          multiline: true,
          max_length: MAX_REASON_LENGTH,
        },
      },
    ],
  };
}

/** Opened at once, while its content is read: a trigger lives for 3 seconds. */
export function loadingView(title: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.notice,
    title: { type: 'plain_text', text: title },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [rich(richSection(literal('One moment …')))],
  };
}

/** An answer in the place of a form that cannot be used. */
export function noticeView(title: string, { blocks }: Message): ModalView {
  return { ...loadingView(title), blocks };
}
