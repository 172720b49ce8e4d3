import { callsView } from '../blocks/request/calls-view.js';
import { noSuchRequest } from '../blocks/answers/action.js';
import { buttonExpired } from '../blocks/answers/failure.js';
import { loadingView, noticeView } from '../blocks/kit/views.js';
import { admitSender } from '../admission.js';
import type { ListenerContext } from '../context.js';
import { updateView, openView } from '../slack/views.js';
import { parseCallsPage } from '../calls-page.js';
import { parseButton, parseRequestValue } from '../payloads.js';
import { type ButtonArgs, refreshPressedMessage } from './decide.js';

/** Shows the calls of a request's plan as lines of the AWS CLI. */
export function showCallsAction(context: ListenerContext): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = parseButton(body);
    const requestId = parseRequestValue(press);
    const viewId = await openView(context.client, press.triggerId, loadingView('API calls'));
    if (viewId === undefined) return context.replies.answer(press.sender, buttonExpired());
    const admission = await admitSender(context, press.sender, 'read');
    if (admission.kind === 'refused') {
      await updateView(context.client, viewId, noticeView('API calls', admission.message));
      return;
    }
    const request = await context.useCases.getRequest(requestId);
    if (request === undefined) {
      await updateView(context.client, viewId, noticeView('API calls', noSuchRequest(requestId)));
      return;
    }
    await updateView(context.client, viewId, callsView(request, context.directory));
    await refreshPressedMessage(context, press, request);
  };
}

/** Shows another page of the calls in the same view. */
export function showCallsPageAction(context: ListenerContext): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const { viewId, asked } = parseCallsPage(body);
    const request = await context.useCases.getRequest(asked.request);
    const view =
      request === undefined
        ? noticeView('API calls', noSuchRequest(asked.request))
        : callsView(request, context.directory, asked);
    await updateView(context.client, viewId, view);
  };
}
