import { z } from 'zod';
import { CHECKED, INPUT } from '../../src/listeners/blocks/ids.js';
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
export function initialState({ blocks }: { readonly blocks: readonly unknown[] }): FormState {
  return Object.fromEntries(
    blocks.flatMap((block) => {
      const input = inputBlock.safeParse(block);
      if (!input.success) return [];
      const { type, initial_value: value = null, initial_options: checked } = input.data.element;
      const state =
        type === 'checkboxes' ? { selected_options: checked === undefined ? [] : [{ value: CHECKED }] } : { value };
      return [[input.data.block_id, { [INPUT]: state }]];
    }),
  );
}
