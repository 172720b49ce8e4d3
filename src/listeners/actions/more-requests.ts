import type { Desk } from '../desk.js';
import { pageOf, pressOf } from '../payloads.js';
import { nextPage } from '../request-pages.js';
import type { Pressed } from './decide.js';

/** The next page of a list, in the place of the one before. */
export function moreRequestsAction(desk: Desk): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = pressOf(body);
    const message = await nextPage(desk, pageOf(press), press.sender.person);
    if (await desk.replies.replace(press.sender, message)) return;
    await desk.replies.answer(press.sender, message);
  };
}
