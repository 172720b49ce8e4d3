import type { ModalView } from '@slack/types';
import { CHOICE, INPUT, VIEW } from './ids.js';
import { clean, cut } from './text.js';

/** A change that can be chosen. */
export interface Choice {
  readonly name: string;
  readonly summary: string;
}

/** Slack takes so many options. */
const MOST = 100;

/** The first form of “New AMI request”: what it is to be. */
export function chooseForm(choices: readonly Choice[], metadata: string): ModalView {
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
        block_id: CHOICE,
        label: { type: 'plain_text', text: 'What do you want to ask for?' },
        element: {
          type: 'static_select',
          action_id: INPUT,
          placeholder: { type: 'plain_text', text: 'Choose a change' },
          options: choices.slice(0, MOST).map(({ name, summary }) => ({
            text: { type: 'plain_text', text: cut(clean(name), 75) },
            description: { type: 'plain_text', text: cut(clean(summary), 75) },
            value: name,
          })),
        },
      },
    ],
  };
}
