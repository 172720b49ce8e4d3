import type { InputError } from '../../domain/operations/contract.js';
import { listFields } from '../../domain/command-line/parse-line.js';
import type { Grammar } from '../../domain/command-line/grammar.js';
import { inputErrorText } from '../blocks/answers/input-errors.js';
import { sanitize, truncateForSlack } from '../blocks/kit/text.js';
import { runPrepared, requireCommand, type AmiCommand } from '../commands/command.js';
import type { ListenerContext } from '../context.js';
import { parseCommandForm, parseSender } from '../payloads.js';
import { missingFields, parseForm } from './form-draft.js';

/** The part of Bolt's arguments for a submitted form that is used here. */
export interface ViewSubmissionArgs {
  readonly ack: (answer?: {
    readonly response_action: 'errors';
    readonly errors: Record<string, string>;
  }) => Promise<void>;
  readonly body: unknown;
}

const MAX_ERROR_LENGTH = 300;

/** The form of a command: input errors are shown at their fields. Otherwise it is processed like a command line. */
export function handleCommand(
  context: ListenerContext,
  commands: readonly AmiCommand[],
): (submitted: ViewSubmissionArgs) => Promise<void> {
  return async ({ ack, body }) => {
    const { metadata, state } = parseCommandForm(body);
    const command = requireCommand(commands, metadata.command);
    const draft = parseForm(command.grammar, state);
    const missing = missingFields(command.grammar, draft);
    const prepared = missing.length > 0 ? ({ kind: 'invalid', errors: missing } as const) : command.prepare(draft);
    if (prepared.kind === 'invalid') {
      return ack({ response_action: 'errors', errors: fieldErrors(command.grammar, prepared.errors) });
    }
    await ack();
    await runPrepared(context, command, prepared, parseSender(body));
  };
}

/** One text per field. An error of another field is shown at the first one: Slack refuses unknown fields. */
export function fieldErrors(grammar: Grammar, inputErrors: readonly InputError[]): Record<string, string> {
  const fields = listFields(grammar).map(({ field }) => field);
  const [first = ''] = fields;
  const errors: Record<string, string> = {};
  for (const inputError of inputErrors) {
    const field = fields.includes(inputError.field) ? inputError.field : first;
    const text = sanitize(inputErrorText(inputError));
    errors[field] = truncateForSlack(errors[field] === undefined ? text : `${errors[field]} ${text}`, MAX_ERROR_LENGTH);
  }
  return errors;
}
