import type { Desk } from '../desk.js';
import { historyPage } from '../history-pages.js';
import { historyPageOf, pressOf } from '../payloads.js';
import type { Pressed } from './decide.js';

/** The page of a history that goes before, in the place of the one after. */
export function moreHistoryAction(desk: Desk): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = pressOf(body);
    const message = historyPage(await desk.useCases.olderHistory(historyPageOf(press)), desk.directory);
    if (await desk.replies.replace(press.sender, message)) return;
    await desk.replies.answer(press.sender, message);
  };
}
