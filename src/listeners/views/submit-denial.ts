import { noSuchRequest, refusedDeed } from '../blocks/deed-answer.js';
import { DENIAL_REASON, INPUT } from '../blocks/ids.js';
import type { Desk } from '../desk.js';
import { denialFormOf, senderOf } from '../payloads.js';
import type { Submitted } from './submit-command.js';

/** The reason of a denial was sent: only now it is decided. */
export function denialSubmitted(desk: Desk): (submitted: Submitted) => Promise<void> {
  return async ({ ack, body }) => {
    const { metadata, state } = denialFormOf(body);
    const reason = state[DENIAL_REASON]?.[INPUT]?.value?.trim() ?? '';
    if (reason === '') {
      return ack({ response_action: 'errors', errors: { [DENIAL_REASON]: 'A reason is needed.' } });
    }
    await ack();
    const sender = senderOf(body);
    const requestId = metadata.request;
    const answer = await desk.useCases.act({ requestId, by: sender.person, attempt: { kind: 'deny', reason } });
    switch (answer.kind) {
      case 'accepted':
        return;
      case 'refused':
        return desk.replies.answer(sender, refusedDeed(answer.refusal, 'deny', answer.request));
      case 'no-such-request':
        return desk.replies.answer(sender, noSuchRequest(requestId));
    }
  };
}
