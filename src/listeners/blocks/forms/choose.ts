import type { ModalView } from '@slack/types';
import { OPERATION_BLOCK_ID, INPUT_ACTION_ID, VIEW } from '../kit/ids.js';
import { sanitize, truncateForSlack } from '../kit/text.js';

/** A change that can be chosen. */
export interface OperationChoice {
  readonly name: string;
  readonly summary: string;
}

/** Slack's maximum number of options. */
const MAX_CHOICES = 100;

/** The first form of “New AMI request”: the operation. */
export function chooseForm(choices: readonly OperationChoice[], metadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.choose,
    private_metadata: metadata,
    title: { type: 'plain_text', text: 'New AMI request' },
    submit: { type: 'plain_text', text: 'Next' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      {
        type: 'input',
        block_id: OPERATION_BLOCK_ID,
        label: { type: 'plain_text', text: 'What do you want to request?' },
        element: {
          type: 'static_select',
          action_id: INPUT_ACTION_ID,
          placeholder: { type: 'plain_text', text: 'Choose a change' },
          options: choices.slice(0, MAX_CHOICES).map(({ name, summary }) => ({
            text: { type: 'plain_text', text: truncateForSlack(sanitize(name), 75) },
            description: { type: 'plain_text', text: truncateForSlack(sanitize(summary), 75) },
            value: name,
          })),
        },
      },
    ],
  };
}
