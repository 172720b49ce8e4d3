import type { ModalView } from '@slack/types';
import { commandForm } from '../blocks/forms/command.js';
import type { AmiCommand } from '../commands/command.js';
import { parseChoice, type CommandMetadata } from '../payloads.js';

/** The part of a submitted form that is answered with another one. */
export interface ChoiceSubmissionArgs {
  readonly ack: (answer: { readonly response_action: 'update'; readonly view: ModalView }) => Promise<void>;
  readonly body: unknown;
}

/** The operation was chosen. Its form replaces this one. */
export function handleChoice(commands: readonly AmiCommand[]): (args: ChoiceSubmissionArgs) => Promise<void> {
  return async ({ ack, body }) => {
    const name = parseChoice(body);
    const command = commands.find((each) => each.name === name);
    if (command === undefined) throw new Error('a choice that was not offered');
    const metadata: CommandMetadata = { command: command.name };
    await ack({ response_action: 'update', view: commandForm(command, {}, JSON.stringify(metadata)) });
  };
}
