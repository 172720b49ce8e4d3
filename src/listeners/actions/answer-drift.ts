import { driftLabel, type DriftAnswer } from '../blocks/digest/drift.js';
import { driftAnswerForm, nothingDrifted, offered } from '../blocks/digest/drift-form.js';
import { pressTooLate, strangerAnswer } from '../blocks/failure.js';
import { loadingView, noticeView } from '../blocks/views.js';
import type { Desk } from '../desk.js';
import { changeView, openView } from '../open-view.js';
import { isForEverybody, pressOf, type DriftMetadata } from '../payloads.js';
import type { Pressed } from './decide.js';

/** Adopt and Unshare below a digest: asks which shares the answer is for. */
export function answerDriftAction(desk: Desk, answer: DriftAnswer): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const { sender, triggerId, message } = pressOf(body);
    const title = `${driftLabel(answer)} shares`;
    const viewId = await openView(desk.client, triggerId, loadingView(title));
    if (viewId === undefined) return desk.replies.answer(sender, pressTooLate());
    if (sender.person.teamId !== (await desk.people.homeTeam())) {
      await changeView(desk.client, viewId, noticeView(title, strangerAnswer()));
      return;
    }
    const list = await desk.useCases.listDrift();
    if (list === undefined || offered(answer, list.drifts).length === 0) {
      await changeView(desk.client, viewId, noticeView(title, nothingDrifted(list !== undefined)));
      return;
    }
    const metadata: DriftMetadata = {
      answer,
      ...(sender.channel === undefined ? {} : { channel: sender.channel }),
      ...(message === undefined || !isForEverybody(body) ? {} : { thread: message }),
    };
    const form = driftAnswerForm(answer, list, { directory: desk.directory, metadata: JSON.stringify(metadata) });
    await changeView(desk.client, viewId, form);
  };
}
