import { z } from 'zod';
import { CHECKBOX_VALUE, INPUT_ACTION_ID } from '../../src/listeners/blocks/kit/ids.js';
import type { FormState } from '../../src/listeners/payloads.js';

const inputBlock = z.object({
  type: z.literal('input'),
  block_id: z.string(),
  element: z.object({
    type: z.string(),
    initial_value: z.string().optional(),
    initial_options: z.unknown().optional(),
  }),
});

/** What Slack sends when a form is submitted as it was opened. */
export function initialFormState({ blocks }: { readonly blocks: readonly unknown[] }): FormState {
  return Object.fromEntries(
    blocks.flatMap((block) => {
      const input = inputBlock.safeParse(block);
      if (!input.success) return [];
      const { type, initial_value: value = null, initial_options: checked } = input.data.element;
      const state =
        type === 'checkboxes'
          ? { selected_options: checked === undefined ? [] : [{ value: CHECKBOX_VALUE }] }
          : { value };
      return [[input.data.block_id, { [INPUT_ACTION_ID]: state }]];
    }),
  );
}
