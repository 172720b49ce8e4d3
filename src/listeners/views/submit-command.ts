import type { Mistake } from '../../workflows/operations/contract.js';
import { fieldsOf } from '../../workflows/operations/grammar/read-line.js';
import type { Grammar } from '../../workflows/operations/grammar/types.js';
import { mistakeText } from '../blocks/mistakes.js';
import { clean, cut } from '../blocks/text.js';
import { answerPrepared } from '../commands/answer-prepared.js';
import { commandNamed, type Command } from '../commands/command.js';
import type { Desk } from '../desk.js';
import { commandFormOf, senderOf } from '../payloads.js';
import { missingIn, readForm } from './form-draft.js';

/** The part of a submitted form that Bolt hands over and that is used here. */
export interface Submitted {
  readonly ack: (answer?: {
    readonly response_action: 'errors';
    readonly errors: Record<string, string>;
  }) => Promise<void>;
  readonly body: unknown;
}

const LONGEST_ERROR = 300;

/** The form of a command: mistakes are shown at their fields, everything else is as if it had been typed. */
export function commandSubmitted(desk: Desk, commands: readonly Command[]): (submitted: Submitted) => Promise<void> {
  return async ({ ack, body }) => {
    const { metadata, state } = commandFormOf(body);
    const command = commandNamed(commands, metadata.command);
    const draft = readForm(command.grammar, state);
    const missing = missingIn(command.grammar, draft);
    const prepared = missing.length > 0 ? ({ kind: 'mistakes', mistakes: missing } as const) : command.prepare(draft);
    if (prepared.kind === 'mistakes') {
      return ack({ response_action: 'errors', errors: errorsFor(command.grammar, prepared.mistakes) });
    }
    await ack();
    await answerPrepared(desk, command, prepared, senderOf(body));
  };
}

/** One text a field. What is about none of the form's fields stands at the first: Slack refuses others. */
export function errorsFor(grammar: Grammar, mistakes: readonly Mistake[]): Record<string, string> {
  const fields = fieldsOf(grammar).map(({ field }) => field);
  const [first = ''] = fields;
  const errors: Record<string, string> = {};
  for (const mistake of mistakes) {
    const field = fields.includes(mistake.field) ? mistake.field : first;
    const text = clean(mistakeText(mistake));
    errors[field] = cut(errors[field] === undefined ? text : `${errors[field]} ${text}`, LONGEST_ERROR);
  }
  return errors;
}
