import { plainText } from './plain-text.js';

/** The first word of a command, in lower case, and what follows it as Slack sent it, for `readLine`. */
export interface SplitCommand {
  readonly word: string;
  readonly rest: string;
}

/** Splits what follows `/ami` into the operation's name and the rest. Both are empty for a bare `/ami`. */
export function splitCommand(text: string): SplitCommand {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  return { word: plainText(first).toLowerCase(), rest };
}
