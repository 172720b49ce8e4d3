import type { Mistake } from '../../workflows/operations/contract.js';
import type { Message } from './message.js';
import { bold, bullets, code, rich, said, section, words, type Leaf } from './rich.js';
import { quoted } from './text.js';

const MOST = 10;

/** What a command is, for whoever gets it wrong. */
export interface Usage {
  readonly usage: string;
  readonly examples?: readonly string[];
}

/** The private answer to a command that is wrong: what was not understood, what is valid there, and the usage line. */
export function mistakesAnswer(mistakes: readonly Mistake[], { usage, examples = [] }: Usage): Message {
  const [first] = mistakes;
  const [example] = examples;
  return {
    text: `That was not understood: ${quoted(first?.text ?? usage, 300)} Usage: ${quoted(usage, 300)}`,
    blocks: [
      rich(
        section(bold('That was not understood. Nothing was requested.')),
        bullets(mistakes.slice(0, MOST).map(mistakeLine)),
        section(words('Usage: '), code(usage)),
        ...(example === undefined ? [] : [section(words('For example: '), code(example))]),
      ),
    ],
  };
}

const ANY_COMMAND = '/ami <command> …';

/** The answer to a first word that is no command, with the command that it is nearest to. */
export function unknownWord(word: string, near?: Usage & { readonly name: string }): Message {
  const usage = near?.usage ?? ANY_COMMAND;
  const suggestion = near === undefined ? 'See /ami help.' : `Did you mean ${quoted(near.name)}?`;
  return {
    text: `${quoted(word, 60)} is no command of /ami. ${suggestion} Usage: ${quoted(usage, 300)}`,
    blocks: [
      rich(
        section(
          code(word, 60),
          words(' is no command of /ami. Nothing was requested. '),
          ...(near === undefined ? [] : [words('Did you mean '), code(`/ami ${near.name}`), words('?')]),
        ),
        section(words('Usage: '), code(usage)),
        section(words('All commands: '), code('/ami help')),
      ),
    ],
  };
}

/** The same for a field of a form. */
export function mistakeText({ text, nearest }: Mistake): string {
  return nearest === undefined ? text : `${text} Did you mean ${nearest}?`;
}

function mistakeLine({ text, nearest }: Mistake): readonly Leaf[] {
  return [said(text), ...(nearest === undefined ? [] : [words(' Did you mean '), code(nearest, 100), words('?')])];
}
