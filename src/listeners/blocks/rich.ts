import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextList,
  RichTextPreformatted,
  RichTextQuote,
  RichTextSection,
} from '@slack/types';
import { clean, cut, lengthOf } from './text.js';

/** Rich text: Slack shows its leaves as they are, whatever stands in them. */

export type Leaf = RichTextElement;

const LONGEST_LEAF = 600;

/** Words of any origin. */
export function said(text: string, most = LONGEST_LEAF): Leaf {
  return { type: 'text', text: visible(text, most) };
}

export function bold(text: string, most = LONGEST_LEAF): Leaf {
  return { type: 'text', text: visible(text, most), style: { bold: true } };
}

export function italic(text: string, most = LONGEST_LEAF): Leaf {
  return { type: 'text', text: visible(text, most), style: { italic: true } };
}

export function code(text: string, most = LONGEST_LEAF): Leaf {
  return { type: 'text', text: visible(text, most), style: { code: true } };
}

/** Our own words, blanks at their ends included. */
export function words(text: string): Leaf {
  return { type: 'text', text };
}

/** A user or a user group; what is neither is shown as it is. */
export function mention(id: string): Leaf {
  if (/^[UW][A-Z0-9]+$/.test(id)) return { type: 'user', user_id: id };
  return /^S[A-Z0-9]+$/.test(id) ? { type: 'usergroup', usergroup_id: id } : said(id, 50);
}

export function channel(id: string): Leaf {
  return /^[CGD][A-Z0-9]+$/.test(id) ? { type: 'channel', channel_id: id } : said(id, 50);
}

/** A time in the reader's own zone; ISO 8601. */
export function when(iso: string): Leaf {
  return {
    type: 'date',
    timestamp: Math.floor(Date.parse(iso) / 1_000),
    format: '{date_short_pretty} {time}',
    fallback: `${iso.slice(0, 16).replace('T', ' ')} UTC`,
  };
}

/** An address that Slack gave. */
export function link(url: string, text: string): Leaf {
  return { type: 'link', url, text };
}

/** Leaves with commas between them. */
export function listed(leaves: readonly Leaf[]): readonly Leaf[] {
  return leaves.flatMap((leaf, index) => (index === 0 ? [leaf] : [words(', '), leaf]));
}

export function section(...leaves: readonly Leaf[]): RichTextSection {
  return { type: 'rich_text_section', elements: [...leaves] };
}

export function bullets(items: readonly (readonly Leaf[])[]): RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: items.map((leaves) => section(...leaves)) };
}

export function quote(...leaves: readonly Leaf[]): RichTextQuote {
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
export function sizeOf(leaves: readonly Leaf[]): number {
  return leaves.reduce((sum, leaf) => sum + (leaf.type === 'text' ? lengthOf(leaf.text) : 20), 0);
}

/** A leaf must not be empty. */
function visible(text: string, most: number): string {
  const fit = cut(clean(text), most);
  return fit === '' ? '–' : fit;
}
