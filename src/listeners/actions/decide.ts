import type { Request } from '../../domain/request/types.js';
import type { RequestAction } from '../../workflows/use-cases.js';
import { actionRefused, noSuchRequest } from '../blocks/answers/action.js';
import { requestMessage } from '../blocks/request/message.js';
import type { ListenerContext } from '../context.js';
import { isRepeatedDelivery } from '../deliveries.js';
import { type ButtonPress, parseApproveValue, parseButton, parseRequestValue } from '../payloads.js';

/**
 * Makes the message of a pressed button show the request. Only for copies: a post whose response was lost, an answer to
 * `/ami status`, the Home tab. The reconciler updates the recorded message, and the two would race.
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

/** The part of Bolt's arguments for a button that is used here. */
export interface ButtonArgs {
  readonly ack: () => Promise<void>;
  readonly body: unknown;
}

/** What is decided by one press. */
type PressedAction = Exclude<RequestAction['kind'], 'deny' | 'check-denial'>;

/** Approve, Cancel, Retry. The request's message shows what changed. A refusal is answered privately. */
export function decideAction(context: ListenerContext, kind: PressedAction): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = parseButton(body);
    const { requestId, action } = parseDecision(press, kind);
    if (await isRepeatedDelivery(context, press.sender)) return;
    const result = await context.useCases.actOnRequest({ requestId, by: press.sender.person, action });
    switch (result.kind) {
      case 'accepted':
        return refreshPressedMessage(context, press, result.request);
      case 'refused':
        await context.replies.answer(press.sender, actionRefused(result.refusal, kind, result.request));
        return refreshPressedMessage(context, press, result.request);
      case 'request-not-found':
        return context.replies.answer(press.sender, noSuchRequest(requestId));
    }
  };
}

function parseDecision(
  press: ButtonPress,
  kind: PressedAction,
): { readonly requestId: string; readonly action: RequestAction } {
  if (kind !== 'approve') return { requestId: parseRequestValue(press), action: { kind } };
  const { requestId, planDigest } = parseApproveValue(press);
  return { requestId, action: { kind, planDigest } };
}
