/** Text as it is drawn, whichever way it was written: mrkdwn, Markdown or a rich_text block. */
export type TextNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'styled'; readonly style: TextStyle; readonly children: readonly TextNode[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'preformatted'; readonly text: string }
  | { readonly kind: 'quote'; readonly children: readonly TextNode[] }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string; readonly label?: string }
  | { readonly kind: 'channel'; readonly id: string; readonly label?: string }
  | { readonly kind: 'broadcast'; readonly range: string }
  | DateNode
  | { readonly kind: 'emoji'; readonly name: string }
  /** A `<…>` token that Slack does not know: it would be shown as it was typed. */
  | { readonly kind: 'unknown'; readonly raw: string };

export type TextStyle = 'bold' | 'italic' | 'strike' | 'underline';

export interface DateNode {
  readonly kind: 'date';
  /** Unix time in seconds. */
  readonly seconds: number;
  /** With tokens like `{date_short}`. */
  readonly format: string;
  readonly fallback: string;
  readonly url?: string;
}
