import { closestMatch } from '../../domain/command-line/closest-match.js';
import { parseCommandLine } from '../../domain/command-line/parse-line.js';
import { splitCommand } from '../../domain/command-line/slack-text.js';
import { inputErrorsAnswer, unknownCommand } from '../blocks/answers/input-errors.js';
import type { ListenerContext } from '../context.js';
import { parseSender } from '../payloads.js';
import { runPrepared, type AmiCommand } from './command.js';
import { openForm } from './open-form.js';

/** The part of Bolt's arguments for a slash command that is used here. */
export interface SlashCommandArgs {
  readonly ack: () => Promise<void>;
  readonly command: { readonly text: string; readonly trigger_id: string };
}

/** `/ami …`: acknowledges, parses the line, and answers, or opens the form for missing fields. */
export function amiCommand(
  context: ListenerContext,
  commands: readonly AmiCommand[],
): (args: SlashCommandArgs) => Promise<void> {
  return async ({ ack, command: args }) => {
    await ack();
    await context.waitForAcks();
    const sender = parseSender(args);
    const { word, rest } = splitCommand(args.text);
    const command = commands.find(({ name }) => name === (word || 'help'));
    if (command === undefined) {
      const names = commands.map(({ name }) => name);
      const suggestion = closestMatch(word, names);
      return context.replies.answer(
        sender,
        unknownCommand(
          word,
          commands.find(({ name }) => name === suggestion),
        ),
      );
    }
    const line = parseCommandLine(rest, command.grammar);
    switch (line.kind) {
      case 'invalid':
        return context.replies.answer(sender, inputErrorsAnswer(line.errors, command));
      case 'incomplete':
        return openForm(context, { command, draft: line.draft, sender, triggerId: args.trigger_id });
      case 'draft':
        return runPrepared(context, command, command.prepare(line.draft), sender);
    }
  };
}
