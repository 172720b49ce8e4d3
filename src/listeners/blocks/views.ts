import type { ModalView } from '@slack/types';
import { DENIAL_REASON, INPUT, VIEW } from './ids.js';
import type { Message } from './message.js';
import { rich, section, words } from './rich.js';

const LONGEST_REASON = 1_000;

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
        hint: { type: 'plain_text', text: 'Whoever asked for it is told, and it stays in the history.' },
        element: { type: 'plain_text_input', action_id: INPUT, multiline: true, max_length: LONGEST_REASON },
      },
    ],
  };
}

/** Opened at once, while what it is to show is looked up: a trigger lives for 3 seconds. */
export function loadingView(title: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.notice,
    title: { type: 'plain_text', text: title },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [rich(section(words('One moment …')))],
  };
}

/** An answer in the place of a form that cannot be used. */
export function noticeView(title: string, { blocks }: Message): ModalView {
  return { ...loadingView(title), blocks };
}
