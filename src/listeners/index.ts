import type { App, ViewSubmitAction } from '@slack/bolt';
import { respondToDriftAction, respondToStaleAction } from './actions/answer-digest.js';
import { checkFormAction } from './actions/check-form.js';
import { decideAction } from './actions/decide.js';
import { denyAction } from './actions/deny.js';
import { extendAction } from './actions/extend.js';
import { nextSearchPageAction, olderHistoryAction, nextRequestPageAction } from './actions/paging.js';
import { newRequest } from './actions/new-request.js';
import { showCallsAction, showCallsPageAction } from './actions/show-calls.js';
import { undoAction } from './actions/undo.js';
import {
  ACTION,
  SLASH_COMMAND,
  DRIFT_RESPONSE_ACTION,
  INPUT_ACTION_ID,
  SHORTCUT,
  STALE_RESPONSE_ACTION,
  VIEW,
} from './blocks/kit/ids.js';
import { amiCommand } from './commands/ami.js';
import { createCommands } from './commands/index.js';
import type { ListenerContext } from './context.js';
import { homeOpened } from './events/home-opened.js';
import { createAckPacer } from './slack/ack-pacing.js';
import { createReplies } from './slack/replies.js';
import { createFailureReporter } from './announcers/report-failure.js';
import { handleChoice } from './views/submit-choice.js';
import { handleCommand } from './views/submit-command.js';
import { handleDriftResponse } from './views/submit-drift-answer.js';
import { handleDenial } from './views/submit-denial.js';
import { handleStaleResponse } from './views/submit-stale-answer.js';

export { createAnnouncer } from './announcers/announcer.js';
export { homeView } from './blocks/home.js';
export { createHomeTabPublisher } from './home/publisher.js';
export { createDigestAnnouncer } from './announcers/digest-announcer.js';
export { createUserDirectory } from './slack/users.js';
export { createSlackApp, createSlackClient } from './slack/client.js';

/** What the listeners are given. */
export interface ListenerOptions extends Omit<ListenerContext, 'client' | 'replies' | 'waitForAcks'> {
  /** References of failures; by chance without. */
  readonly newReference?: () => string;
}

/** Everything that Slack sends and that is listened to, by exact ids: Bolt runs every listener that matches. */
export function registerListeners(app: App, { newReference = randomReference, ...options }: ListenerOptions): void {
  const { client } = app;
  const { log } = options;
  const replies = createReplies({ client, log, fetch: app.webClientOptions.fetch ?? fetch });
  const context: ListenerContext = { ...options, client, replies, waitForAcks: createAckPacer() };
  const commands = createCommands(context);
  const changes = commands.filter(({ isChange }) => isChange);

  app.command(SLASH_COMMAND, amiCommand(context, commands));
  app.action(ACTION.approve, decideAction(context, 'approve'));
  app.action(ACTION.deny, denyAction(context));
  app.action(ACTION.cancel, decideAction(context, 'cancel'));
  app.action(ACTION.retry, decideAction(context, 'retry'));
  app.action(ACTION.cancelRun, decideAction(context, 'stop'));
  app.action(ACTION.undo, undoAction(context));
  app.action(ACTION.extend, extendAction(context, commands));
  app.action(ACTION.expireNow, decideAction(context, 'expire-now'));
  app.action(ACTION.showCalls, showCallsAction(context));
  app.action(ACTION.previousCalls, showCallsPageAction(context));
  app.action(ACTION.nextCalls, showCallsPageAction(context));
  app.action(ACTION.nextRequestPage, nextRequestPageAction(context));
  app.action(ACTION.nextSearchPage, nextSearchPageAction(context));
  app.action(ACTION.olderHistory, olderHistoryAction(context));
  app.action(ACTION.check, checkFormAction(context, commands));
  app.action(INPUT_ACTION_ID, checkFormAction(context, commands));
  app.action(ACTION.newRequest, newRequest(context, changes));
  app.shortcut(SHORTCUT.newRequest, newRequest(context, changes));
  app.event('app_home_opened', homeOpened(context));
  app.view<ViewSubmitAction>(VIEW.choose, handleChoice(changes));
  app.action(STALE_RESPONSE_ACTION.deregister, respondToStaleAction(context, 'deregister'));
  app.action(STALE_RESPONSE_ACTION.retire, respondToStaleAction(context, 'retire'));
  app.action(STALE_RESPONSE_ACTION.exempt, respondToStaleAction(context, 'exempt'));
  app.action(DRIFT_RESPONSE_ACTION.adopt, respondToDriftAction(context, 'adopt'));
  app.action(DRIFT_RESPONSE_ACTION.unshare, respondToDriftAction(context, 'unshare'));
  app.view<ViewSubmitAction>(VIEW.command, handleCommand(context, commands));
  app.view<ViewSubmitAction>(VIEW.denial, handleDenial(context));
  app.view<ViewSubmitAction>(VIEW.driftResponse, handleDriftResponse(context));
  app.view<ViewSubmitAction>(VIEW.staleResponse, handleStaleResponse(context));
  app.error(createFailureReporter({ replies, log, newReference }));
}

function randomReference(): string {
  return crypto.randomUUID().slice(0, 8).toUpperCase();
}
