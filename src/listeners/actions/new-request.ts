import { chooseForm, type OperationChoice } from '../blocks/forms/choose.js';
import { buttonExpired } from '../blocks/answers/failure.js';
import type { ListenerContext } from '../context.js';
import { openView } from '../slack/views.js';
import { parseTrigger } from '../payloads.js';
import type { ButtonArgs } from './decide.js';

/** The shortcut and the button of the Home tab: asks for the operation first. */
export function newRequest(
  context: ListenerContext,
  choices: readonly OperationChoice[],
): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const { sender, triggerId } = parseTrigger(body);
    const opened = await openView(context.client, triggerId, chooseForm(choices, '{}'));
    if (opened === undefined) await context.replies.answer(sender, buttonExpired());
  };
}
