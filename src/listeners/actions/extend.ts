import { omitUndefined } from '../../domain/model/omit-undefined.js';
import type { ModalView } from '@slack/types';
import type { Request } from '../../domain/request/types.js';
import type { Draft } from '../../domain/command-line/grammar.js';
import { noSuchRequest } from '../blocks/answers/action.js';
import { notExpiring, buttonExpired } from '../blocks/answers/failure.js';
import { commandForm } from '../blocks/forms/command.js';
import { loadingView, noticeView } from '../blocks/kit/views.js';
import type { AmiCommand } from '../commands/command.js';
import { admitSender } from '../admission.js';
import type { ListenerContext } from '../context.js';
import { updateView, openView } from '../slack/views.js';
import { parseButton, parseRequestValue, type CommandMetadata } from '../payloads.js';
import type { ButtonArgs } from './decide.js';

/** More time is requested by the same form, filled in, and the rules decide. */
export function extendAction(
  context: ListenerContext,
  commands: readonly AmiCommand[],
): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = parseButton(body);
    const { sender, triggerId } = press;
    const requestId = parseRequestValue(press);
    const title = `Extend ${requestId}`;
    const viewId = await openView(context.client, triggerId, loadingView(title));
    if (viewId === undefined) return context.replies.answer(sender, buttonExpired());
    const { channel } = sender;
    const admission = await admitSender(context, sender, 'request');
    if (admission.kind === 'refused') return show(noticeView(title, admission.message));
    const request = await context.useCases.getRequest(requestId);
    if (request === undefined) return show(noticeView(title, noSuchRequest(requestId)));
    const command = commands.find(({ name }) => name === request.operation);
    const draft = prefilledDraft(context, request);
    if (command === undefined || draft === undefined) return show(noticeView(title, notExpiring(requestId)));
    const metadata: CommandMetadata = { command: command.name, ...omitUndefined({ channel }) };
    return show(commandForm(command, draft, JSON.stringify(metadata)));

    async function show(view: ModalView): Promise<void> {
      await updateView(context.client, viewId ?? '', view);
    }
  };
}

/** The draft that requests the same again. `undefined` if the request has no time limit. */
function prefilledDraft({ operations }: ListenerContext, { operation, input, plan }: Request): Draft | undefined {
  const operationDefinition = operations.find(({ name }) => name === operation);
  return plan.expiresAfterMs === undefined || operationDefinition?.kind !== 'change'
    ? undefined
    : operationDefinition.toDraft?.(input);
}
