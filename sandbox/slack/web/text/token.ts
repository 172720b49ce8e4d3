import type { TextNode } from './nodes.js';

/**
 * Parses the text between `<` and `>` in mrkdwn: a mention, a date or a link.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function parseToken(inside: string): TextNode {
  const [target = '', ...rest] = inside.split('|');
  const label = rest.length === 0 ? undefined : unescapeEntities(rest.join('|'));
  if (/^@[UW][A-Z0-9]+$/.test(target)) return { kind: 'user', id: target.slice(1) };
  if (/^#[CGD][A-Z0-9]+$/.test(target)) return labelled({ kind: 'channel', id: target.slice(1) }, label);
  if (/^!subteam\^S[A-Z0-9]+$/.test(target)) {
    return labelled({ kind: 'group', id: target.slice('!subteam^'.length) }, label);
  }
  if (/^!(here|channel|everyone)$/.test(target)) return { kind: 'broadcast', range: target.slice(1) };
  if (target.startsWith('!date^')) return parseDate(target, label) ?? { kind: 'unknown', raw: `<${inside}>` };
  if (/^(https?:\/\/|mailto:|tel:)/i.test(target)) {
    const url = unescapeEntities(target);
    return { kind: 'link', url, label: label ?? url.replace(/^(mailto|tel):/i, '') };
  }
  return { kind: 'unknown', raw: `<${unescapeEntities(inside)}>` };
}

/** Slack escapes exactly these three; every other entity is shown as it was typed. */
export function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function labelled<T extends { readonly kind: 'channel' | 'group'; readonly id: string }>(
  node: T,
  label: string | undefined,
): T | (T & { readonly label: string }) {
  return label === undefined || label === '' ? node : { ...node, label };
}

function parseDate(target: string, fallback = ''): TextNode | undefined {
  const [, seconds = '', format, url] = target.split('^');
  if (!/^\d+$/.test(seconds) || format === undefined) return undefined;
  const date = { kind: 'date', seconds: Number(seconds), format, fallback } as const;
  return url === undefined ? date : { ...date, url };
}
