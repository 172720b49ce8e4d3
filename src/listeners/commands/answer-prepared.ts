import { strangerAnswer } from '../blocks/failure.js';
import { mistakesAnswer } from '../blocks/mistakes.js';
import type { Desk } from '../desk.js';
import type { Sender } from '../payloads.js';
import type { Command, Prepared } from './command.js';

/** Answers a command that was read, for members of the workspace; Slack Connect lets others in. */
export async function answerPrepared(desk: Desk, command: Command, prepared: Prepared, sender: Sender): Promise<void> {
  if (prepared.kind === 'mistakes') return desk.replies.answer(sender, mistakesAnswer(prepared.mistakes, command));
  if (sender.person.teamId !== (await desk.people.homeTeam())) return desk.replies.answer(sender, strangerAnswer());
  return prepared.answer(sender);
}
