import { printLine } from '../../workflows/operations/grammar/print-line.js';
import type { Draft } from '../../workflows/operations/grammar/types.js';
import { formTooLate } from '../blocks/failure.js';
import { commandForm } from '../blocks/form.js';
import { COMMAND } from '../blocks/ids.js';
import type { Desk } from '../desk.js';
import { openView } from '../open-view.js';
import type { CommandMetadata, Sender } from '../payloads.js';
import type { Command } from './command.js';

export interface FormWanted {
  readonly command: Command;
  /** What was said already. */
  readonly draft: Draft;
  readonly sender: Sender;
  readonly triggerId: string;
}

/** Opens a command's form. Nothing may be asked of anybody before: the trigger lives for 3 seconds. */
export async function openForm(desk: Desk, { command, draft, sender, triggerId }: FormWanted): Promise<void> {
  const { channel } = sender;
  const metadata: CommandMetadata = { command: command.name, ...(channel === undefined ? {} : { channel }) };
  const opened = await openView(desk.client, triggerId, commandForm(command, draft, JSON.stringify(metadata)));
  if (opened !== undefined) return;
  const typed = `${COMMAND} ${command.name} ${printLine(command.grammar, draft)}`.trim();
  await desk.replies.answer(sender, formTooLate(typed, command.usage));
}
