import { staleAnswerForm } from '../blocks/digest/answer-form.js';
import { labelOf, type StaleAnswer } from '../blocks/digest/answers.js';
import { nothingStale } from '../blocks/digest/scan-begins.js';
import { pressTooLate, strangerAnswer } from '../blocks/failure.js';
import { loadingView, noticeView } from '../blocks/views.js';
import type { Desk } from '../desk.js';
import { changeView, openView } from '../open-view.js';
import { isForEverybody, pressOf, type StaleMetadata } from '../payloads.js';
import type { Pressed } from './decide.js';

/** Deregister, Retire and Keep below a digest: asks which AMIs the answer is for. */
export function answerStaleAction(desk: Desk, answer: StaleAnswer): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = pressOf(body);
    const { sender, triggerId, message } = press;
    const title = `${labelOf(answer)} stale AMIs`;
    const viewId = await openView(desk.client, triggerId, loadingView(title));
    if (viewId === undefined) return desk.replies.answer(sender, pressTooLate());
    if (sender.person.teamId !== (await desk.people.homeTeam())) {
      await changeView(desk.client, viewId, noticeView(title, strangerAnswer()));
      return;
    }
    const list = await desk.useCases.listStale();
    if (list === undefined || list.images.length === 0) {
      await changeView(desk.client, viewId, noticeView(title, nothingStale(list !== undefined)));
      return;
    }
    const metadata: StaleMetadata = {
      answer,
      ...(sender.channel === undefined ? {} : { channel: sender.channel }),
      ...(message === undefined || !isForEverybody(body) ? {} : { thread: message }),
    };
    const { directory, operations } = desk;
    const form = staleAnswerForm(answer, list, { directory, operations, metadata: JSON.stringify(metadata) });
    await changeView(desk.client, viewId, form);
  };
}
