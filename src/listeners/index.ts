import type { App, ViewSubmitAction } from '@slack/bolt';
import { answerDriftAction } from './actions/answer-drift.js';
import { answerStaleAction } from './actions/answer-stale.js';
import { checkFormAction } from './actions/check-form.js';
import { decideAction } from './actions/decide.js';
import { denyAction } from './actions/deny.js';
import { extendAction } from './actions/extend.js';
import { moreFoundAction } from './actions/more-found.js';
import { moreHistoryAction } from './actions/more-history.js';
import { moreRequestsAction } from './actions/more-requests.js';
import { newRequest } from './actions/new-request.js';
import { showCallsAction } from './actions/show-calls.js';
import { undoAction } from './actions/undo.js';
import { ACTION, COMMAND, DRIFT_ANSWER, INPUT, SHORTCUT, STALE_ANSWER, VIEW } from './blocks/ids.js';
import { amiCommand } from './commands/ami.js';
import { commandsOf } from './commands/index.js';
import type { Desk } from './desk.js';
import { homeOpened } from './events/home-opened.js';
import { createLull } from './lull.js';
import { createReplies } from './replies.js';
import { createFailureReporter } from './report-failure.js';
import { choiceSubmitted } from './views/submit-choice.js';
import { commandSubmitted } from './views/submit-command.js';
import { driftAnswerSubmitted } from './views/submit-drift-answer.js';
import { denialSubmitted } from './views/submit-denial.js';
import { staleAnswerSubmitted } from './views/submit-stale-answer.js';

export { createAnnouncer } from './announcer.js';
export { homeView } from './blocks/home.js';
export { createHomes } from './homes.js';
export { createDigestAnnouncer } from './digest-announcer.js';
export { createPeople } from './people.js';
export { createSlackApp, createSlackClient } from './slack-app.js';

/** What the listeners are given. */
export interface ListenerOptions extends Omit<Desk, 'client' | 'replies' | 'lull'> {
  /** References of failures; by chance without. */
  readonly newReference?: () => string;
}

/** Everything that Slack sends and that is listened to, by exact ids: Bolt runs every listener that matches. */
export function registerListeners(app: App, { newReference = randomReference, ...options }: ListenerOptions): void {
  const { client } = app;
  const { log } = options;
  const replies = createReplies({ client, log, fetch: app.webClientOptions.fetch ?? fetch });
  const desk: Desk = { ...options, client, replies, lull: createLull() };
  const commands = commandsOf(desk);
  const changes = commands.filter(({ isChange }) => isChange);

  app.command(COMMAND, amiCommand(desk, commands));
  app.action(ACTION.approve, decideAction(desk, { kind: 'approve' }));
  app.action(ACTION.deny, denyAction(desk));
  app.action(ACTION.cancel, decideAction(desk, { kind: 'cancel' }));
  app.action(ACTION.retry, decideAction(desk, { kind: 'retry' }));
  app.action(ACTION.stop, decideAction(desk, { kind: 'stop' }));
  app.action(ACTION.undo, undoAction(desk));
  app.action(ACTION.extend, extendAction(desk, commands));
  app.action(ACTION.endNow, decideAction(desk, { kind: 'end' }));
  app.action(ACTION.showCalls, showCallsAction(desk));
  app.action(ACTION.moreRequests, moreRequestsAction(desk));
  app.action(ACTION.moreFound, moreFoundAction(desk));
  app.action(ACTION.moreHistory, moreHistoryAction(desk));
  app.action(ACTION.check, checkFormAction(desk, commands));
  app.action(INPUT, checkFormAction(desk, commands));
  app.action(ACTION.newRequest, newRequest(desk, changes));
  app.shortcut(SHORTCUT.newRequest, newRequest(desk, changes));
  app.event('app_home_opened', homeOpened(desk));
  app.view<ViewSubmitAction>(VIEW.choose, choiceSubmitted(changes));
  app.action(STALE_ANSWER.deregister, answerStaleAction(desk, 'deregister'));
  app.action(STALE_ANSWER.retire, answerStaleAction(desk, 'retire'));
  app.action(STALE_ANSWER.keep, answerStaleAction(desk, 'keep'));
  app.action(DRIFT_ANSWER.adopt, answerDriftAction(desk, 'adopt'));
  app.action(DRIFT_ANSWER.unshare, answerDriftAction(desk, 'unshare'));
  app.view<ViewSubmitAction>(VIEW.command, commandSubmitted(desk, commands));
  app.view<ViewSubmitAction>(VIEW.denial, denialSubmitted(desk));
  app.view<ViewSubmitAction>(VIEW.driftAnswer, driftAnswerSubmitted(desk));
  app.view<ViewSubmitAction>(VIEW.staleAnswer, staleAnswerSubmitted(desk));
  app.error(createFailureReporter({ replies, log, newReference }));
}

function randomReference(): string {
  return crypto.randomUUID().slice(0, 8).toUpperCase();
}
