import type { ModalView } from '@slack/types';
import type { Request } from '../../workflows/request/types.js';
import type { Draft } from '../../workflows/operations/grammar/types.js';
import { noSuchRequest } from '../blocks/deed-answer.js';
import { noTimeToExtend, pressTooLate, strangerAnswer } from '../blocks/failure.js';
import { commandForm } from '../blocks/form.js';
import { loadingView, noticeView } from '../blocks/views.js';
import type { Command } from '../commands/command.js';
import type { Desk } from '../desk.js';
import { changeView, openView } from '../open-view.js';
import { pressOf, requestOf, type CommandMetadata } from '../payloads.js';
import type { Pressed } from './decide.js';

/** More time is asked for as the time was: by the same form, filled in, and decided by the rules. */
export function extendAction(desk: Desk, commands: readonly Command[]): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = pressOf(body);
    const { sender, triggerId } = press;
    const requestId = requestOf(press);
    const title = `Extend ${requestId}`;
    const viewId = await openView(desk.client, triggerId, loadingView(title));
    if (viewId === undefined) return desk.replies.answer(sender, pressTooLate());
    const { channel, person } = sender;
    if (person.teamId !== (await desk.people.homeTeam())) return show(noticeView(title, strangerAnswer()));
    const request = await desk.useCases.find(requestId);
    if (request === undefined) return show(noticeView(title, noSuchRequest(requestId)));
    const command = commands.find(({ name }) => name === request.operation);
    const draft = draftAgain(desk, request);
    if (command === undefined || draft === undefined) return show(noticeView(title, noTimeToExtend(requestId)));
    const metadata: CommandMetadata = { command: command.name, ...(channel === undefined ? {} : { channel }) };
    return show(commandForm(command, draft, JSON.stringify(metadata)));

    async function show(view: ModalView): Promise<void> {
      await changeView(desk.client, viewId ?? '', view);
    }
  };
}

/** What would be typed to ask for the same once more; undefined for what was not done for a time. */
function draftAgain({ operations }: Desk, { operation, input, plan }: Request): Draft | undefined {
  const asked = operations.find(({ name }) => name === operation);
  return plan.forMs === undefined || asked?.kind !== 'change' ? undefined : asked.again?.(input);
}
