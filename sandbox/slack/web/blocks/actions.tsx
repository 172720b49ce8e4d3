import * as z from 'zod';
import { Element } from '../elements/element.js';
import { elementSchema } from '../elements/schema.js';

export const actionsSchema = z.object({
  type: z.literal('actions'),
  block_id: z.string(),
  elements: z.array(elementSchema),
});

export function Actions({ block }: { readonly block: z.infer<typeof actionsSchema> }) {
  return (
    <div class="actions">
      {block.elements.map((element, index) => (
        <Element key={'action_id' in element ? element.action_id : index} blockId={block.block_id} element={element} />
      ))}
    </div>
  );
}
