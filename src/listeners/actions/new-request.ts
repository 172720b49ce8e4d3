import { chooseForm, type Choice } from '../blocks/choose-form.js';
import { pressTooLate } from '../blocks/failure.js';
import type { Desk } from '../desk.js';
import { openView } from '../open-view.js';
import { triggerOf } from '../payloads.js';
import type { Pressed } from './decide.js';

/** The shortcut and the button of the Home: asks what it is to be, and nothing of anybody before. */
export function newRequest(desk: Desk, choices: readonly Choice[]): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const { sender, triggerId } = triggerOf(body);
    const opened = await openView(desk.client, triggerId, chooseForm(choices, '{}'));
    if (opened === undefined) await desk.replies.answer(sender, pressTooLate());
  };
}
