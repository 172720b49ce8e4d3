import type { VNode } from 'preact';
import * as z from 'zod';
import { plainText, textObject } from '../text/text-object.js';
import { Text } from '../text/text.js';
import { Picture, pictureSchema } from './image.js';
import { RichText, richTextSchema } from './rich-text.js';

const rawBlock = z.record(z.string(), z.unknown());

export const containerSchema = z.object({
  type: z.literal('container'),
  title: plainText.optional(),
  rich_text_title: richTextSchema.optional(),
  subtitle: textObject.optional(),
  child_blocks: z.array(rawBlock),
  width: z.enum(['narrow', 'standard', 'wide', 'full']).default('standard'),
  icon: pictureSchema.optional(),
  is_collapsible: z.boolean().default(false),
  default_collapsed: z.boolean().default(false),
  has_header_divider: z.boolean().default(false),
});

type ContainerBlock = z.infer<typeof containerSchema>;

interface Props {
  readonly block: ContainerBlock;
  /** Draws a block inside: handed in, since any of them may be drawn there. */
  readonly draw: (raw: z.infer<typeof rawBlock>) => VNode;
}

export function Container({ block, draw }: Props) {
  const children = <div class="blocks">{block.child_blocks.map(draw)}</div>;
  const classes = `container container-${block.width}${block.has_header_divider ? ' container-ruled' : ''}`;
  if (!block.is_collapsible) {
    return (
      <div class={classes} role="group">
        <ContainerTitle block={block} />
        {children}
      </div>
    );
  }
  return (
    <details class={classes} open={!block.default_collapsed}>
      <summary>
        <ContainerTitle block={block} />
      </summary>
      {children}
    </details>
  );
}

function ContainerTitle({ block }: { readonly block: ContainerBlock }) {
  return (
    <div class="container-title">
      {block.icon === undefined ? null : <Picture picture={block.icon} />}
      <div>
        <strong>
          {block.title === undefined ? null : <Text text={block.title} />}
          {block.rich_text_title === undefined ? null : <RichText block={block.rich_text_title} />}
        </strong>
        {block.subtitle === undefined ? null : (
          <div class="container-subtitle">
            <Text text={block.subtitle} />
          </div>
        )}
      </div>
    </div>
  );
}
