import { noSuchRequest, actionRefused } from '../blocks/answers/action.js';
import { DENIAL_REASON, INPUT_ACTION_ID } from '../blocks/kit/ids.js';
import type { ListenerContext } from '../context.js';
import { isRepeatedDelivery } from '../deliveries.js';
import { parseDenialForm, parseSender } from '../payloads.js';
import type { ViewSubmissionArgs } from './submit-command.js';

/** The reason of a denial was sent: only now it is decided. */
export function handleDenial(context: ListenerContext): (submitted: ViewSubmissionArgs) => Promise<void> {
  return async ({ ack, body }) => {
    const { metadata, state } = parseDenialForm(body);
    const reason = state[DENIAL_REASON]?.[INPUT_ACTION_ID]?.value?.trim() ?? '';
    if (reason === '') {
      return ack({ response_action: 'errors', errors: { [DENIAL_REASON]: 'A reason is required.' } });
    }
    await ack();
    const sender = parseSender(body);
    if (await isRepeatedDelivery(context, sender)) return;
    const requestId = metadata.request;
    const result = await context.useCases.actOnRequest({
      requestId,
      by: sender.person,
      action: { kind: 'deny', reason },
    });
    switch (result.kind) {
      case 'accepted':
        return;
      case 'refused':
        return context.replies.answer(sender, actionRefused(result.refusal, 'deny', result.request));
      case 'request-not-found':
        return context.replies.answer(sender, noSuchRequest(requestId));
    }
  };
}
