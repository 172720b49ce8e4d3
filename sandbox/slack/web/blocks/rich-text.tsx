import type { VNode } from 'preact';
import * as z from 'zod';
import type { TextNode, TextStyle } from '../text/nodes.js';
import { Nodes } from '../text/text.js';
import { Malformed } from './malformed.js';

const style = z
  .object({
    bold: z.boolean(),
    italic: z.boolean(),
    strike: z.boolean(),
    code: z.boolean(),
    underline: z.boolean(),
  })
  .partial()
  .optional();

const leafSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), style }),
  z.object({ type: z.literal('link'), url: z.string(), text: z.string().optional(), style }),
  z.object({ type: z.literal('user'), user_id: z.string(), style }),
  z.object({ type: z.literal('usergroup'), usergroup_id: z.string(), style }),
  z.object({ type: z.literal('channel'), channel_id: z.string(), style }),
  z.object({ type: z.literal('broadcast'), range: z.string(), style }),
  z.object({ type: z.literal('emoji'), name: z.string(), style }),
  z.object({
    type: z.literal('date'),
    timestamp: z.number(),
    format: z.string(),
    fallback: z.string().optional(),
    url: z.string().optional(),
    style,
  }),
]);

type Leaf = z.infer<typeof leafSchema>;

const section = z.object({ type: z.literal('rich_text_section'), elements: z.array(leafSchema) });

const partSchema = z.discriminatedUnion('type', [
  section,
  z.object({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(section),
    indent: z.number().optional(),
  }),
  z.object({ type: z.literal('rich_text_quote'), elements: z.array(leafSchema) }),
  z.object({ type: z.literal('rich_text_preformatted'), elements: z.array(leafSchema) }),
]);

export const richTextSchema = z.object({
  type: z.literal('rich_text'),
  elements: z.array(z.record(z.string(), z.unknown())),
});

export type RichTextBlock = z.infer<typeof richTextSchema>;

/** Draws a rich_text block; its text leaves are never parsed. */
export function RichText({ block }: { readonly block: RichTextBlock }) {
  return (
    <div class="rich-text">
      {block.elements.map((element, index) => {
        const part = partSchema.safeParse(element);
        return part.success ? (
          <Part key={index} part={part.data} />
        ) : (
          <Malformed key={index} raw={element} error={part.error} />
        );
      })}
    </div>
  );
}

/** All words of a rich_text block, for sorting and labels. */
export function richTextPlainText(block: RichTextBlock): string {
  return block.elements
    .flatMap((element) => {
      const part = partSchema.safeParse(element);
      if (!part.success) return [];
      return part.data.elements.flatMap((inner) => ('elements' in inner ? inner.elements : [inner]));
    })
    .map((leaf) => ('text' in leaf ? (leaf.text ?? '') : ''))
    .join('');
}

function Part({ part }: { readonly part: z.infer<typeof partSchema> }): VNode {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <div class="rich-section">
          <Nodes nodes={leafNodes(part.elements)} />
        </div>
      );
    case 'rich_text_list': {
      const List = part.style === 'ordered' ? 'ol' : 'ul';
      return (
        <List class={`rich-list indent-${Math.min(part.indent ?? 0, 4)}`}>
          {part.elements.map((item, index) => (
            <li key={index}>
              <Nodes nodes={leafNodes(item.elements)} />
            </li>
          ))}
        </List>
      );
    }
    case 'rich_text_quote':
      return (
        <blockquote>
          <Nodes nodes={leafNodes(part.elements)} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return <pre>{part.elements.map((leaf) => ('text' in leaf ? (leaf.text ?? '') : '')).join('')}</pre>;
  }
}

function leafNodes(leaves: readonly Leaf[]): readonly TextNode[] {
  return leaves.map((leaf) => styled(leafNode(leaf), leaf));
}

function leafNode(leaf: Leaf): TextNode {
  switch (leaf.type) {
    case 'text':
      return leaf.style?.code === true ? { kind: 'code', text: leaf.text } : { kind: 'text', text: leaf.text };
    case 'link':
      return { kind: 'link', url: leaf.url, label: leaf.text ?? leaf.url };
    case 'user':
      return { kind: 'user', id: leaf.user_id };
    case 'usergroup':
      return { kind: 'group', id: leaf.usergroup_id };
    case 'channel':
      return { kind: 'channel', id: leaf.channel_id };
    case 'broadcast':
      return { kind: 'broadcast', range: leaf.range };
    case 'emoji':
      return { kind: 'emoji', name: leaf.name };
    case 'date': {
      const date = {
        kind: 'date',
        seconds: leaf.timestamp,
        format: leaf.format,
        fallback: leaf.fallback ?? '',
      } as const;
      return leaf.url === undefined ? date : { ...date, url: leaf.url };
    }
  }
}

const STYLES: readonly TextStyle[] = ['underline', 'strike', 'italic', 'bold'];

function styled(node: TextNode, { style: wanted }: Leaf): TextNode {
  return STYLES.filter((one) => wanted?.[one] === true).reduce<TextNode>(
    (inner, one) => ({ kind: 'styled', style: one, children: [inner] }),
    node,
  );
}
