import type { FunctionComponent, VNode } from 'preact';
import type * as z from 'zod';
import { Actions, actionsSchema } from './actions.js';
import { Alert, alertSchema } from './alert.js';
import { Card, cardSchema, Carousel, carouselSchema } from './card.js';
import { Container, containerSchema } from './container.js';
import { Context, contextSchema } from './context.js';
import { DataTable, dataTableSchema } from './data-table.js';
import { Divider, dividerSchema } from './divider.js';
import { Header, headerSchema } from './header.js';
import { ImageBlock, imageSchema } from './image.js';
import { Input, inputSchema } from './input.js';
import { Malformed } from './malformed.js';
import { Markdown, markdownSchema } from './markdown.js';
import { UnsupportedBlock, unsupportedBlockSchema } from './unsupported.js';
import { Plan, planSchema } from './plan.js';
import { RichText, richTextSchema } from './rich-text.js';
import { Section, sectionSchema } from './section.js';
import { Table, tableSchema } from './table.js';
import { TaskCard, taskCardSchema } from './task-card.js';

/** A block as the app sent it. */
export type RawBlock = Readonly<Record<string, unknown>>;

type RenderBlock = (raw: RawBlock) => VNode;

/** Every block that the page draws, by Slack's name. */
export const RENDERERS: ReadonlyMap<string, RenderBlock> = new Map([
  ['actions', createRenderer(actionsSchema, Actions)],
  ['alert', createRenderer(alertSchema, Alert)],
  ['card', createRenderer(cardSchema, Card)],
  ['carousel', createRenderer(carouselSchema, Carousel)],
  [
    'container',
    createRenderer(containerSchema, (props) => <Container {...props} draw={(raw) => <Block raw={raw} />} />),
  ],
  ['context', createRenderer(contextSchema, Context)],
  ['data_table', createRenderer(dataTableSchema, DataTable)],
  ['divider', createRenderer(dividerSchema, Divider)],
  ['header', createRenderer(headerSchema, Header)],
  ['image', createRenderer(imageSchema, ImageBlock)],
  ['input', createRenderer(inputSchema, Input)],
  ['markdown', createRenderer(markdownSchema, Markdown)],
  ['plan', createRenderer(planSchema, Plan)],
  ['rich_text', createRenderer(richTextSchema, RichText)],
  ['section', createRenderer(sectionSchema, Section)],
  ['table', createRenderer(tableSchema, Table)],
  ['task_card', createRenderer(taskCardSchema, TaskCard)],
  ['video', createRenderer(unsupportedBlockSchema, UnsupportedBlock)],
  ['file', createRenderer(unsupportedBlockSchema, UnsupportedBlock)],
]);

/** Draws blocks in their order. A block without an id, which Slack would give one, is known by its place. */
export function Blocks({ blocks }: { readonly blocks: readonly RawBlock[] }) {
  return (
    <div class="blocks">
      {blocks.map((raw, index) => (
        <Block key={typeof raw.block_id === 'string' ? raw.block_id : index} raw={raw} />
      ))}
    </div>
  );
}

function Block({ raw }: { readonly raw: RawBlock }): VNode {
  const draw = RENDERERS.get(String(raw.type));
  return draw === undefined ? <Malformed raw={raw} /> : draw(raw);
}

function createRenderer<T>(schema: z.ZodType<T>, Drawn: FunctionComponent<{ readonly block: T }>): RenderBlock {
  return (raw) => {
    const block = schema.safeParse(raw);
    return block.success ? <Drawn block={block.data} /> : <Malformed raw={raw} error={block.error} />;
  };
}
