import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { buttonExpired } from '../blocks/answers/failure.js';
import { answerableDrift, driftResponseForm, noDrift } from '../blocks/digest/drift-form.js';
import { type DriftResponseKind, driftResponseLabel } from '../blocks/digest/drift.js';
import { noStaleImages } from '../blocks/digest/notices.js';
import { responseLabel, type StaleResponseKind } from '../blocks/digest/responses.js';
import { staleResponseForm } from '../blocks/digest/stale-form.js';
import { loadingView, noticeView } from '../blocks/kit/views.js';
import { admitSender } from '../admission.js';
import type { ListenerContext } from '../context.js';
import { type DriftMetadata, isPublicMessage, parseButton, type StaleMetadata } from '../payloads.js';
import { openView, updateView } from '../slack/views.js';
import type { ButtonArgs } from './decide.js';

/** Adopt and Unshare below a digest: asks which shares the answer is for. */
export function respondToDriftAction(
  context: ListenerContext,
  response: DriftResponseKind,
): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const { sender, triggerId, message } = parseButton(body);
    const title = `${driftResponseLabel(response)} shares`;
    const viewId = await openView(context.client, triggerId, loadingView(title));
    if (viewId === undefined) return context.replies.answer(sender, buttonExpired());
    const admission = await admitSender(context, sender, 'request');
    if (admission.kind === 'refused') {
      await updateView(context.client, viewId, noticeView(title, admission.message));
      return;
    }
    const list = await context.useCases.listDrift();
    if (list === undefined || answerableDrift(response, list.drifts).length === 0) {
      await updateView(context.client, viewId, noticeView(title, noDrift(list !== undefined)));
      return;
    }
    const metadata: DriftMetadata = {
      response,
      ...omitUndefined({ channel: sender.channel }),
      ...(message === undefined || !isPublicMessage(body) ? {} : { thread: message }),
    };
    const form = driftResponseForm(response, list, {
      directory: context.directory,
      metadata: JSON.stringify(metadata),
    });
    await updateView(context.client, viewId, form);
  };
}

/** Deregister, Retire and Keep below a digest: asks which AMIs the answer is for. */
export function respondToStaleAction(
  context: ListenerContext,
  response: StaleResponseKind,
): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = parseButton(body);
    const { sender, triggerId, message } = press;
    const title = `${responseLabel(response)} stale AMIs`;
    const viewId = await openView(context.client, triggerId, loadingView(title));
    if (viewId === undefined) return context.replies.answer(sender, buttonExpired());
    const admission = await admitSender(context, sender, 'request');
    if (admission.kind === 'refused') {
      await updateView(context.client, viewId, noticeView(title, admission.message));
      return;
    }
    const list = await context.useCases.listStaleImages();
    if (list === undefined || list.images.length === 0) {
      await updateView(context.client, viewId, noticeView(title, noStaleImages(list !== undefined)));
      return;
    }
    const metadata: StaleMetadata = {
      response,
      ...omitUndefined({ channel: sender.channel }),
      ...(message === undefined || !isPublicMessage(body) ? {} : { thread: message }),
    };
    const { directory, operations } = context;
    const form = staleResponseForm(response, list, { directory, operations, metadata: JSON.stringify(metadata) });
    await updateView(context.client, viewId, form);
  };
}
