import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { actionRefused, noSuchRequest } from '../blocks/answers/action.js';
import { submissionAnswer } from '../blocks/answers/submission.js';
import type { ListenerContext } from '../context.js';
import { isRepeatedDelivery } from '../deliveries.js';
import { parseButton, parseRequestValue, type Sender } from '../payloads.js';
import { getPermalink } from '../slack/messages.js';
import type { ButtonArgs } from './decide.js';

/** Requests the undo of a request, and answers the user. */
export async function handleUndo(
  context: ListenerContext,
  requestId: string,
  sender: Sender,
  reason?: string,
): Promise<void> {
  const { useCases, replies, directory, approvalsChannel } = context;
  const result = await useCases.undoRequest({
    requestId,
    by: sender.person,
    ...omitUndefined({ reason }),
  });
  if (result.kind === 'request-not-found') return replies.answer(sender, noSuchRequest(requestId));
  if (result.kind === 'not-allowed')
    return replies.answer(sender, actionRefused(result.refusal, 'undo', result.request));
  const answerContext = result.kind === 'submitted' || result.kind === 'duplicate' ? result.request : undefined;
  const permalink = await getPermalink(context, answerContext);
  return replies.answer(sender, submissionAnswer(result, { directory, approvalsChannel, permalink }));
}

/** Undo makes a request of its own, and so has an answer like any command. */
export function undoAction(context: ListenerContext): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = parseButton(body);
    const requestId = parseRequestValue(press);
    if (await isRepeatedDelivery(context, press.sender)) return;
    await handleUndo(context, requestId, press.sender);
  };
}
