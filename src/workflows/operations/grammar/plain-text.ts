/**
 * What somebody typed, from the text that Slack sends: `&`, `<` and `>` come escaped, and links, mentions and channels in
 * angle brackets. A link becomes what was typed, a mention stays one word: `@U0ANA`.
 * (Slack, "Formatting text for app surfaces", "Retrieving messages")
 */
export function plainText(escaped: string): string {
  return escaped
    .replace(/<([^<>]*)>/g, (_, inside: string) => reference(inside))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function reference(inside: string): string {
  const [target = '', label = ''] = inside.split('|', 2);
  if (target.startsWith('!')) return `@${target.slice(1)}`;
  if (target.startsWith('@') || target.startsWith('#')) return target;
  return label === '' ? target.replace(/^mailto:/, '') : label;
}
