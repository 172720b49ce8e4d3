import { nearest } from '../../workflows/operations/grammar/nearest.js';
import { readLine } from '../../workflows/operations/grammar/read-line.js';
import { splitCommand } from '../../workflows/operations/grammar/split-command.js';
import { mistakesAnswer, unknownWord } from '../blocks/mistakes.js';
import type { Desk } from '../desk.js';
import { senderOf } from '../payloads.js';
import { answerPrepared } from './answer-prepared.js';
import type { Command } from './command.js';
import { openForm } from './open-form.js';

/** The part of a slash command that Bolt hands over and that is used here. */
export interface Typed {
  readonly ack: () => Promise<void>;
  readonly command: { readonly text: string; readonly trigger_id: string };
}

/** `/ami …`: acknowledges, reads the line, and answers, or opens the form for what is missing. */
export function amiCommand(desk: Desk, commands: readonly Command[]): (typed: Typed) => Promise<void> {
  return async ({ ack, command: typed }) => {
    await ack();
    await desk.lull();
    const sender = senderOf(typed);
    const { word, rest } = splitCommand(typed.text);
    const command = commands.find(({ name }) => name === (word || 'help'));
    if (command === undefined) {
      const names = commands.map(({ name }) => name);
      const near = nearest(word, names);
      return desk.replies.answer(
        sender,
        unknownWord(
          word,
          commands.find(({ name }) => name === near),
        ),
      );
    }
    const line = readLine(rest, command.grammar);
    switch (line.kind) {
      case 'mistakes':
        return desk.replies.answer(sender, mistakesAnswer(line.mistakes, command));
      case 'incomplete':
        return openForm(desk, { command, draft: line.draft, sender, triggerId: typed.trigger_id });
      case 'draft':
        return answerPrepared(desk, command, command.prepare(line.draft), sender);
    }
  };
}
