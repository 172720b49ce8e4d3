import type { Desk } from '../desk.js';
import { pressOf, requestOf } from '../payloads.js';
import { answerUndo } from '../answer-undo.js';
import type { Pressed } from './decide.js';

/** Undo makes a request of its own, and so has an answer like any command. */
export function undoAction(desk: Desk): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = pressOf(body);
    await answerUndo(desk, requestOf(press), press.sender);
  };
}
