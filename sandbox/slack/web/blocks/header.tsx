import * as z from 'zod';
import { plainText } from '../text/text-object.js';
import { Text } from '../text/text.js';

export const headerSchema = z.object({
  type: z.literal('header'),
  text: plainText,
  level: z.number().min(1).max(4).optional(),
});

export function Header({ block }: { readonly block: z.infer<typeof headerSchema> }) {
  return (
    <h3 class={`header-block header-level-${block.level ?? 1}`}>
      <Text text={block.text} />
    </h3>
  );
}
