/**
 * Decodes the text that Slack sends: `&`, `<` and `>` are escaped, and links, mentions and channels are in angle
 * brackets. A link becomes the text that was typed. A mention stays one word: `@U0ANA`. (Slack, "Formatting text for
 * app surfaces", "Retrieving messages")
 */
export function decodeSlackText(escaped: string): string {
  return escaped
    .replace(/<([^<>]*)>/g, (_, content: string) => decodeReference(content))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function decodeReference(content: string): string {
  const [target = '', label = ''] = content.split('|', 2);
  if (target.startsWith('!')) return `@${target.slice(1)}`;
  if (target.startsWith('@') || target.startsWith('#')) return target;
  return label === '' ? target.replace(/^mailto:/, '') : label;
}

/** The first word of a command, in lower case, and what follows it as Slack sent it, for `parseCommandLine`. */
export interface SplitCommand {
  readonly word: string;
  readonly rest: string;
}

/** Splits what follows `/ami` into the operation's name and the rest. Both are empty for a bare `/ami`. */
export function splitCommand(text: string): SplitCommand {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  return { word: decodeSlackText(first).toLowerCase(), rest };
}
