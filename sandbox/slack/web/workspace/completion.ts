import type { PageState } from '../../page-api.js';

export interface Completion {
  /** The whole text after it was chosen. */
  readonly text: string;
  readonly detail: string;
}

export interface Completions {
  readonly items: readonly Completion[];
  /** Which item Enter takes; without one Enter sends the text, and only arrows or Tab choose. */
  readonly preferred: number | null;
  /** How the command that is being typed is used. */
  readonly hint: string | null;
}

type Vocabulary = Pick<PageState, 'commands' | 'guide'>;

const NONE: Completions = { items: [], preferred: null, hint: null };
const MAX_COMPLETIONS = 8;

/** What the composer offers for a line that begins with a slash. */
export function completionsFor(text: string, { commands, guide = [] }: Vocabulary): Completions {
  if (!text.startsWith('/') || text.includes('\n')) return NONE;
  if (!text.includes(' ')) {
    const items = commands
      .filter(({ command }) => command.startsWith(text) && command !== text)
      .map(({ command, description }) => ({ text: `${command} `, detail: description }));
    return { items, preferred: items.length > 0 ? 0 : null, hint: usageOf(text, commands) };
  }
  const [typed = ''] = text.split(' ', 1);
  const command = commands.find((known) => known.command === typed);
  if (command === undefined) return NONE;
  const rest = text.slice(typed.length + 1);
  const words = firstWords(command.usage_hint).filter((word) => word.startsWith(rest) && word !== rest);
  const examples = guide.filter((line) => line.command.startsWith(text) && line.command !== text);
  const items = [
    ...words.map((word) => ({ text: `${typed} ${word} `, detail: '' })),
    ...examples.map((line) => ({ text: line.command, detail: line.shows })),
  ].slice(0, MAX_COMPLETIONS);
  return {
    items,
    preferred: rest !== '' && words.length > 0 ? 0 : null,
    hint: items.length > 0 ? usageOf(typed, commands) : null,
  };
}

/** `share | copy <ami> | help` gives share, copy, help. */
function firstWords(usageHint: string): readonly string[] {
  return usageHint.split('|').flatMap((part) => /^[a-z][a-z-]*/.exec(part.trim().replace(/^[[(]/, '')) ?? []);
}

function usageOf(typed: string, commands: Vocabulary['commands']): string | null {
  const command = commands.find((known) => known.command === typed);
  return command === undefined ? null : `${command.command} ${command.usage_hint}`;
}
