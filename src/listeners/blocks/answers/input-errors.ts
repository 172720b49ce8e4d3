import type { InputError } from '../../../domain/operations/contract.js';
import type { Message } from '../kit/message.js';
import { bold, bullets, code, rich, foreignText, richSection, literal, type RichTextLeaf } from '../kit/rich.js';
import { inlineCode } from '../kit/text.js';

const MAX_ERRORS = 10;

/** What a command is, for a user who got it wrong. */
export interface UsageHelp {
  readonly usage: string;
  readonly examples?: readonly string[];
}

/** The private answer to an invalid command: what was not understood, what is valid there, and the usage. */
export function inputErrorsAnswer(errors: readonly InputError[], { usage, examples = [] }: UsageHelp): Message {
  const [first] = errors;
  const [example] = examples;
  return {
    text: `Invalid command: ${inlineCode(first?.text ?? usage, 300)} Usage: ${inlineCode(usage, 300)}`,
    blocks: [
      rich(
        richSection(bold('Invalid command. No request was created.')),
        bullets(errors.slice(0, MAX_ERRORS).map(inputErrorLine)),
        richSection(literal('Usage: '), code(usage)),
        ...(example === undefined ? [] : [richSection(literal('For example: '), code(example))]),
      ),
    ],
  };
}

const ANY_COMMAND = '/ami <command> …';

/** The answer to a first word that is no command, with the command that it is nearest to. */
export function unknownCommand(word: string, suggestedName?: UsageHelp & { readonly name: string }): Message {
  const usage = suggestedName?.usage ?? ANY_COMMAND;
  const suggestion = suggestedName === undefined ? 'See /ami help.' : `Did you mean ${inlineCode(suggestedName.name)}?`;
  return {
    text: `${inlineCode(word, 60)} is not a command of /ami. ${suggestion} Usage: ${inlineCode(usage, 300)}`,
    blocks: [
      rich(
        richSection(
          code(word, 60),
          literal(' is not a command of /ami. No request was created. '),
          ...(suggestedName === undefined
            ? []
            : [literal('Did you mean '), code(`/ami ${suggestedName.name}`), literal('?')]),
        ),
        richSection(literal('Usage: '), code(usage)),
        richSection(literal('All commands: '), code('/ami help')),
      ),
    ],
  };
}

/** The same for a field of a form. */
export function inputErrorText({ text, suggestion }: InputError): string {
  return suggestion === undefined ? text : `${text} Did you mean ${suggestion}?`;
}

function inputErrorLine({ text, suggestion }: InputError): readonly RichTextLeaf[] {
  return [
    foreignText(text),
    ...(suggestion === undefined ? [] : [literal(' Did you mean '), code(suggestion, 100), literal('?')]),
  ];
}
