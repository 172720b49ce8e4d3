import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextList,
  RichTextPreformatted,
  RichTextQuote,
  RichTextSection,
} from '@slack/types';
import { sanitize, truncateForSlack, slackLength } from './text.js';

/** Rich text: Slack shows its leaves literally. */

export type RichTextLeaf = RichTextElement;

const MAX_LEAF_LENGTH = 600;

/** Words of any origin. */
export function foreignText(text: string, maxLength = MAX_LEAF_LENGTH): RichTextLeaf {
  return { type: 'text', text: toVisible(text, maxLength) };
}

export function bold(text: string, maxLength = MAX_LEAF_LENGTH): RichTextLeaf {
  return { type: 'text', text: toVisible(text, maxLength), style: { bold: true } };
}

export function italic(text: string, maxLength = MAX_LEAF_LENGTH): RichTextLeaf {
  return { type: 'text', text: toVisible(text, maxLength), style: { italic: true } };
}

export function code(text: string, maxLength = MAX_LEAF_LENGTH): RichTextLeaf {
  return { type: 'text', text: toVisible(text, maxLength), style: { code: true } };
}

/** Text of the product, including blanks at its ends. */
export function literal(text: string): RichTextLeaf {
  return { type: 'text', text };
}

/** A user or a user group. Any other value is shown literally. */
export function mention(id: string): RichTextLeaf {
  if (/^[UW][A-Z0-9]+$/.test(id)) return { type: 'user', user_id: id };
  return /^S[A-Z0-9]+$/.test(id) ? { type: 'usergroup', usergroup_id: id } : foreignText(id, 50);
}

export function channelMention(id: string): RichTextLeaf {
  return /^[CGD][A-Z0-9]+$/.test(id) ? { type: 'channel', channel_id: id } : foreignText(id, 50);
}

/** A time in the reader's own zone; ISO 8601. */
export function dateTime(iso: string): RichTextLeaf {
  return {
    type: 'date',
    timestamp: Math.floor(Date.parse(iso) / 1_000),
    format: '{date_short_pretty} {time}',
    fallback: `${iso.slice(0, 16).replace('T', ' ')} UTC`,
  };
}

/** An address that Slack gave. */
export function link(url: string, text: string): RichTextLeaf {
  return { type: 'link', url, text };
}

/** Leaves with commas between them. */
export function commaSeparated(leaves: readonly RichTextLeaf[]): readonly RichTextLeaf[] {
  return leaves.flatMap((leaf, index) => (index === 0 ? [leaf] : [literal(', '), leaf]));
}

export function richSection(...leaves: readonly RichTextLeaf[]): RichTextSection {
  return { type: 'rich_text_section', elements: [...leaves] };
}

export function bullets(items: readonly (readonly RichTextLeaf[])[]): RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: items.map((leaves) => richSection(...leaves)) };
}

export function quote(...leaves: readonly RichTextLeaf[]): RichTextQuote {
  return { type: 'rich_text_quote', elements: [...leaves] };
}

/** Lines as they are, to be copied. */
export function preformatted(text: string): RichTextPreformatted {
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] };
}

export function rich(...elements: readonly RichTextBlockElement[]): RichTextBlock {
  return { type: 'rich_text', elements: [...elements] };
}

/** How much of a budget leaves take: characters for text, a fixed share for the rest. */
export function textCost(leaves: readonly RichTextLeaf[]): number {
  return leaves.reduce((sum, leaf) => sum + (leaf.type === 'text' ? slackLength(leaf.text) : 20), 0);
}

/** A leaf must not be empty. */
function toVisible(text: string, maxLength: number): string {
  const fit = truncateForSlack(sanitize(text), maxLength);
  return fit === '' ? '–' : fit;
}
