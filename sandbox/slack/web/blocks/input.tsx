import * as z from 'zod';
import { Element } from '../elements/element.js';
import { elementSchema } from '../elements/schema.js';
import { useSurface } from '../surface.js';
import { plainText } from '../text/text-object.js';
import { textContent } from '../text/text.js';

export const inputSchema = z.object({
  type: z.literal('input'),
  block_id: z.string(),
  label: plainText,
  hint: plainText.optional(),
  optional: z.boolean().default(false),
  dispatch_action: z.boolean().default(false),
  element: elementSchema,
});

export function Input({ block }: { readonly block: z.infer<typeof inputSchema> }) {
  const error = useSurface().errors[block.block_id];
  const id = `input-${block.block_id}`;
  return (
    <div class={error === undefined ? 'input' : 'input input-wrong'}>
      <label class="input-label" id={`${id}-label`} for={id}>
        {textContent(block.label)}
        {block.optional ? <span class="optional"> (optional)</span> : null}
      </label>
      <Element
        blockId={block.block_id}
        element={block.element}
        input={{ id, describedBy: `${id}-notes`, wrong: error !== undefined, dispatches: block.dispatch_action }}
      />
      <div id={`${id}-notes`} class="input-notes">
        {error === undefined ? null : (
          <div class="input-error" role="alert">
            {error}
          </div>
        )}
        {block.hint === undefined ? null : <div class="input-hint">{textContent(block.hint)}</div>}
      </div>
    </div>
  );
}
