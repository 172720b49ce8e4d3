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
import { NotShown, notShownSchema } from './not-shown.js';
import { Plan, planSchema } from './plan.js';
import { RichText, richTextSchema } from './rich-text.js';
import { Section, sectionSchema } from './section.js';
import { Table, tableSchema } from './table.js';
import { TaskCard, taskCardSchema } from './task-card.js';

/** A block as the app sent it. */
export type RawBlock = Readonly<Record<string, unknown>>;

type Draw = (raw: RawBlock) => VNode;

/** Every block that the page draws, by Slack's name. */
export const DRAWERS: ReadonlyMap<string, Draw> = new Map([
  ['actions', drawer(actionsSchema, Actions)],
  ['alert', drawer(alertSchema, Alert)],
  ['card', drawer(cardSchema, Card)],
  ['carousel', drawer(carouselSchema, Carousel)],
  ['container', drawer(containerSchema, (props) => <Container {...props} draw={(raw) => <Block raw={raw} />} />)],
  ['context', drawer(contextSchema, Context)],
  ['data_table', drawer(dataTableSchema, DataTable)],
  ['divider', drawer(dividerSchema, Divider)],
  ['header', drawer(headerSchema, Header)],
  ['image', drawer(imageSchema, ImageBlock)],
  ['input', drawer(inputSchema, Input)],
  ['markdown', drawer(markdownSchema, Markdown)],
  ['plan', drawer(planSchema, Plan)],
  ['rich_text', drawer(richTextSchema, RichText)],
  ['section', drawer(sectionSchema, Section)],
  ['table', drawer(tableSchema, Table)],
  ['task_card', drawer(taskCardSchema, TaskCard)],
  ['video', drawer(notShownSchema, NotShown)],
  ['file', drawer(notShownSchema, NotShown)],
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
  const draw = DRAWERS.get(String(raw.type));
  return draw === undefined ? <Malformed raw={raw} /> : draw(raw);
}

function drawer<T>(schema: z.ZodType<T>, Drawn: FunctionComponent<{ readonly block: T }>): Draw {
  return (raw) => {
    const block = schema.safeParse(raw);
    return block.success ? <Drawn block={block.data} /> : <Malformed raw={raw} error={block.error} />;
  };
}
