import type { Person } from '../../workflows/request/types.js';
import { noSuchRequest, refusedDeed } from '../blocks/deed-answer.js';
import { pressTooLate } from '../blocks/failure.js';
import type { Message } from '../blocks/message.js';
import { denialForm, noticeView } from '../blocks/views.js';
import type { Desk } from '../desk.js';
import { changeView, openView } from '../open-view.js';
import { pressOf, requestOf, type DenialMetadata } from '../payloads.js';
import type { Pressed } from './decide.js';

/**
 * Deny asks for a reason, and the form must be open before anything is looked up. Whoever may not deny is told at once;
 * what counts is decided when the form is sent.
 */
export function denyAction(desk: Desk): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = pressOf(body);
    const { sender, triggerId } = press;
    const requestId = requestOf(press);
    const metadata: DenialMetadata = {
      request: requestId,
      ...(sender.channel === undefined ? {} : { channel: sender.channel }),
    };
    const viewId = await openView(desk.client, triggerId, denialForm(requestId, JSON.stringify(metadata)));
    if (viewId === undefined) return desk.replies.answer(sender, pressTooLate());
    const objection = await objectionTo(desk, requestId, sender.person);
    if (objection === undefined) return;
    await desk.replies.answer(sender, objection);
    await changeView(desk.client, viewId, noticeView('Deny', objection));
  };
}

async function objectionTo(desk: Desk, requestId: string, by: Person): Promise<Message | undefined> {
  const answer = await desk.useCases.act({ requestId, by, attempt: { kind: 'consider-denial' } });
  switch (answer.kind) {
    case 'accepted':
      return undefined;
    case 'refused':
      return refusedDeed(answer.refusal, 'deny', answer.request);
    case 'no-such-request':
      return noSuchRequest(requestId);
  }
}
