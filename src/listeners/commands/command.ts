import type { Mistake } from '../../workflows/operations/contract.js';
import type { Draft, Grammar } from '../../workflows/operations/grammar/types.js';
import type { Consideration } from '../../workflows/use-cases.js';
import type { Topic } from '../blocks/help.js';
import type { Sender } from '../payloads.js';

/** Something that can be typed after `/ami`. Its grammar reads lines and makes the form that asks for what is missing. */
export interface Command extends Topic {
  /** What the form's button says. */
  readonly submit: string;
  readonly grammar: Grammar;
  /** Whether it becomes a request, which the approval rules decide. */
  readonly isChange?: boolean;
  /** Checks what was said, at once and without asking anybody. */
  readonly prepare: (draft: Draft) => Prepared;
}

/** The command that a form is of. Throws when there is none: forms are made of commands alone. */
export function commandNamed(commands: readonly Command[], name: string): Command {
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw new Error('a form of a command that does not exist');
  return command;
}

export type Prepared =
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] }
  | {
      readonly kind: 'ready';
      /** Does what was asked for and answers. */
      readonly answer: (sender: Sender) => Promise<void>;
      /** Says what would become of it, for a change that the approval rules decide. */
      readonly consider?: () => Promise<Consideration>;
    };

export function ready(answer: (sender: Sender) => Promise<void>): Prepared {
  return { kind: 'ready', answer };
}

/** A change that the approval rules decide. */
export function readyChange(
  answer: (sender: Sender) => Promise<void>,
  consider: () => Promise<Consideration>,
): Prepared {
  return { kind: 'ready', answer, consider };
}

export function mistaken(field: string, text: string, nearest?: string): Prepared {
  return { kind: 'mistakes', mistakes: [{ field, text, ...(nearest === undefined ? {} : { nearest }) }] };
}
