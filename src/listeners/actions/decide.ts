import type { DeedAttempt } from '../../workflows/use-cases.js';
import { noSuchRequest, refusedDeed } from '../blocks/deed-answer.js';
import type { Desk } from '../desk.js';
import { pressOf, requestOf } from '../payloads.js';
import { refreshCopy } from './refresh-copy.js';

/** The part of a press on a button that Bolt hands over and that is used here. */
export interface Pressed {
  readonly ack: () => Promise<void>;
  readonly body: unknown;
}

/** Approve, Cancel, Retry. What it changes is seen in the request's message; what it does not is answered privately. */
export function decideAction(
  desk: Desk,
  attempt: Exclude<DeedAttempt, { kind: 'deny' | 'consider-denial' }>,
): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = pressOf(body);
    const requestId = requestOf(press);
    const answer = await desk.useCases.act({ requestId, by: press.sender.person, attempt });
    switch (answer.kind) {
      case 'accepted':
        return refreshCopy(desk, press, answer.request);
      case 'refused':
        await desk.replies.answer(press.sender, refusedDeed(answer.refusal, attempt.kind, answer.request));
        return refreshCopy(desk, press, answer.request);
      case 'no-such-request':
        return desk.replies.answer(press.sender, noSuchRequest(requestId));
    }
  };
}
