import { omitUndefined } from '../../domain/model/omit-undefined.js';
import type { Person } from '../../domain/request/types.js';
import { noSuchRequest, actionRefused } from '../blocks/answers/action.js';
import { buttonExpired } from '../blocks/answers/failure.js';
import type { Message } from '../blocks/kit/message.js';
import { denialForm, noticeView } from '../blocks/kit/views.js';
import type { ListenerContext } from '../context.js';
import { updateView, openView } from '../slack/views.js';
import { parseButton, parseRequestValue, type DenialMetadata } from '../payloads.js';
import type { ButtonArgs } from './decide.js';

/**
 * Deny asks for a reason, and the form must open before anything is read. The form shows the refusal to a user who may not deny.
 * The decision is made when the form is submitted.
 */
export function denyAction(context: ListenerContext): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = parseButton(body);
    const { sender, triggerId } = press;
    const requestId = parseRequestValue(press);
    const metadata: DenialMetadata = {
      request: requestId,
      ...omitUndefined({ channel: sender.channel }),
    };
    const viewId = await openView(context.client, triggerId, denialForm(requestId, JSON.stringify(metadata)));
    if (viewId === undefined) return context.replies.answer(sender, buttonExpired());
    const refusal = await denialRefusal(context, requestId, sender.person);
    if (refusal === undefined) return;
    await context.replies.answer(sender, refusal);
    await updateView(context.client, viewId, noticeView('Deny', refusal));
  };
}

async function denialRefusal(context: ListenerContext, requestId: string, by: Person): Promise<Message | undefined> {
  const result = await context.useCases.actOnRequest({ requestId, by, action: { kind: 'check-denial' } });
  switch (result.kind) {
    case 'accepted':
      return undefined;
    case 'refused':
      return actionRefused(result.refusal, 'deny', result.request);
    case 'request-not-found':
      return noSuchRequest(requestId);
  }
}
