import { callsView } from '../blocks/calls-view.js';
import { noSuchRequest } from '../blocks/deed-answer.js';
import { pressTooLate } from '../blocks/failure.js';
import { loadingView, noticeView } from '../blocks/views.js';
import type { Desk } from '../desk.js';
import { changeView, openView } from '../open-view.js';
import { pressOf, requestOf } from '../payloads.js';
import type { Pressed } from './decide.js';
import { refreshCopy } from './refresh-copy.js';

/** Shows the calls of a request's plan as lines of the AWS CLI. */
export function showCallsAction(desk: Desk): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = pressOf(body);
    const requestId = requestOf(press);
    const viewId = await openView(desk.client, press.triggerId, loadingView('API calls'));
    if (viewId === undefined) return desk.replies.answer(press.sender, pressTooLate());
    const request = await desk.useCases.find(requestId);
    if (request === undefined) {
      await changeView(desk.client, viewId, noticeView('API calls', noSuchRequest(requestId)));
      return;
    }
    await changeView(desk.client, viewId, callsView(request, desk.directory));
    await refreshCopy(desk, press, request);
  };
}
