/** Text that others chose, made fit for Slack: names, tags, reasons, AWS's words. */

/**
 * As one line of visible characters: control characters become blanks, invisible ones and those that turn the direction
 * of writing go away, and half a surrogate pair becomes a replacement character.
 */
export function sanitize(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[\p{Cf}\u{FE00}-\u{FE0F}\u{115F}\u{1160}\u{3164}\u{FFA0}\u{FFFE}\u{FFFF}]/gu, '')
    .replaceAll(/\p{Cs}/gu, '\u{FFFD}')
    .trim();
}

/** Length as Slack may count it: in characters, with `&`, `<` and `>` escaped. */
export function slackLength(text: string): number {
  let length = 0;
  for (const character of text) length += escapedWidth(character);
  return length;
}

/** Truncates to a number of whole characters, as `slackLength` counts them, and marks the cut by `…`. */
export function truncateForSlack(text: string, maxLength: number): string {
  if (slackLength(text) <= maxLength) return text;
  let result = '';
  let room = maxLength - 1;
  for (const character of text) {
    room -= escapedWidth(character);
    if (room < 0) break;
    result += character;
  }
  return `${result}…`;
}

/**
 * For a `text` that Slack parses: text of the product, which may hold mentions, with foreign text put in by
 * `inlineCode`.
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Foreign text in a `text` that Slack parses: in a code span, the only place where Slack ignores formatting. */
export function inlineCode(text: string, maxLength = 150): string {
  const fit = truncateForSlack(sanitize(text).replaceAll('`', "'"), maxLength);
  return fit === '' ? '–' : `\`${escapeMrkdwn(fit)}\``;
}

function escapedWidth(character: string): number {
  if (character === '&') return 5;
  return character === '<' || character === '>' ? 4 : 1;
}

/** "$1,234.50" */
export function formatUsd(usd: number): string {
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** Bars of eight heights, from nothing to the highest; for text, which every client shows. */
export function sparkline(values: readonly number[]): string {
  const max = Math.max(...values, 0);
  return values.map((value) => BARS[max === 0 ? 0 : Math.round((value / max) * (BARS.length - 1))] ?? '').join('');
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
