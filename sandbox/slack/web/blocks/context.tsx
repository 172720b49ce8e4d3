import * as z from 'zod';
import { textObject } from '../text/text-object.js';
import { Text } from '../text/text.js';
import { pictureSchema, Picture } from './image.js';

export const contextSchema = z.object({
  type: z.literal('context'),
  elements: z.array(z.union([textObject, pictureSchema])),
});

export function Context({ block }: { readonly block: z.infer<typeof contextSchema> }) {
  return (
    <div class="context">
      {block.elements.map((element, index) => (
        <span key={index} class="context-element">
          {element.type === 'image' ? <Picture picture={element} /> : <Text text={element} />}
        </span>
      ))}
    </div>
  );
}
