import type { Request } from '../../domain/request/types.js';
import type { RequestAction } from '../../workflows/use-cases.js';
import { actionRefused, noSuchRequest } from '../blocks/answers/action.js';
import { requestMessage } from '../blocks/request/message.js';
import type { ListenerContext } from '../context.js';
import { type ButtonPress, parseButton, parseRequestValue } from '../payloads.js';

/**
 * Makes the message that a button was pressed in show the request as it is. Only copies: a post whose answer was lost, an
 * answer to `/ami status`, the Home. The recorded message is kept up by the reconciler, which this would race.
 */
export async function refreshPressedMessage(
  { replies, directory, homeTabs: homeTab }: ListenerContext,
  press: ButtonPress,
  request: Request,
): Promise<void> {
  if (press.isInHome) return homeTab.open(press.sender.person);
  const { message: recorded } = request.notifications;
  const { message } = press;
  if (message === undefined) return;
  if (recorded?.channel === message.channel && recorded.ts === message.ts) return;
  await replies.replace(press.sender, requestMessage(request, directory));
}

/** The part of a press on a button that Bolt hands over and that is used here. */
export interface ButtonArgs {
  readonly ack: () => Promise<void>;
  readonly body: unknown;
}

/** Approve, Cancel, Retry. What it changes is seen in the request's message; what it does not is answered privately. */
export function decideAction(
  context: ListenerContext,
  action: Exclude<RequestAction, { kind: 'deny' | 'check-denial' }>,
): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = parseButton(body);
    const requestId = parseRequestValue(press);
    const result = await context.useCases.actOnRequest({ requestId, by: press.sender.person, action });
    switch (result.kind) {
      case 'accepted':
        return refreshPressedMessage(context, press, result.request);
      case 'refused':
        await context.replies.answer(press.sender, actionRefused(result.refusal, action.kind, result.request));
        return refreshPressedMessage(context, press, result.request);
      case 'request-not-found':
        return context.replies.answer(press.sender, noSuchRequest(requestId));
    }
  };
}
