import * as z from 'zod';
import { Element } from '../elements/element.js';
import { elementSchema } from '../elements/schema.js';
import { textObject } from '../text/text-object.js';
import { Text } from '../text/text.js';

export const sectionSchema = z
  .object({
    type: z.literal('section'),
    block_id: z.string(),
    text: textObject.optional(),
    fields: z.array(textObject).optional(),
    accessory: elementSchema.optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'needs text or fields');

export function Section({ block }: { readonly block: z.infer<typeof sectionSchema> }) {
  return (
    <div class="section">
      <div class="section-body">
        {block.text === undefined ? null : (
          <div class="section-text">
            <Text text={block.text} />
          </div>
        )}
        {block.fields === undefined ? null : (
          <div class="section-fields">
            {block.fields.map((field, index) => (
              <div key={index} class="section-field">
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory === undefined ? null : (
        <div class="section-accessory">
          <Element blockId={block.block_id} element={block.accessory} />
        </div>
      )}
    </div>
  );
}
