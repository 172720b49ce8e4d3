import * as z from 'zod';
import { Icon } from '../icons.js';
import { textObject } from '../text/text-object.js';
import { Text } from '../text/text.js';

export const alertSchema = z.object({
  type: z.literal('alert'),
  text: textObject,
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).default('default'),
});

const ICONS = { default: 'info', info: 'info', warning: 'warning', error: 'cross', success: 'check' } as const;

export function Alert({ block }: { readonly block: z.infer<typeof alertSchema> }) {
  return (
    <div class={`alert alert-${block.level}`} role={block.level === 'error' ? 'alert' : 'note'}>
      <Icon name={ICONS[block.level]} />
      <div>
        <Text text={block.text} />
      </div>
    </div>
  );
}
