import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { formatCommandLine } from '../../domain/command-line/format-line.js';
import type { Draft } from '../../domain/command-line/grammar.js';
import { formExpired } from '../blocks/answers/failure.js';
import { commandForm } from '../blocks/forms/command.js';
import { SLASH_COMMAND } from '../blocks/kit/ids.js';
import type { ListenerContext } from '../context.js';
import { openView } from '../slack/views.js';
import type { CommandMetadata, Sender } from '../payloads.js';
import type { AmiCommand } from './command.js';

export interface OpenFormOptions {
  readonly command: AmiCommand;
  /** The fields that are filled in. */
  readonly draft: Draft;
  readonly sender: Sender;
  readonly triggerId: string;
}

/** Opens a command's form. No call may precede it: the trigger lives for 3 seconds. */
export async function openForm(
  context: ListenerContext,
  { command, draft, sender, triggerId }: OpenFormOptions,
): Promise<void> {
  const { channel } = sender;
  const metadata: CommandMetadata = { command: command.name, ...omitUndefined({ channel }) };
  const opened = await openView(context.client, triggerId, commandForm(command, draft, JSON.stringify(metadata)));
  if (opened !== undefined) return;
  const typedLine = `${SLASH_COMMAND} ${command.name} ${formatCommandLine(command.grammar, draft)}`.trim();
  await context.replies.answer(sender, formExpired(typedLine, command.usage));
}
