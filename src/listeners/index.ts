import type { App, ViewSubmitAction } from '@slack/bolt';
import { decideAction } from './actions/decide.js';
import { denyAction } from './actions/deny.js';
import { moreFoundAction } from './actions/more-found.js';
import { moreRequestsAction } from './actions/more-requests.js';
import { showCallsAction } from './actions/show-calls.js';
import { ACTION, COMMAND, VIEW } from './blocks/ids.js';
import { amiCommand } from './commands/ami.js';
import { commandsOf } from './commands/index.js';
import type { Desk } from './desk.js';
import { createLull } from './lull.js';
import { createReplies } from './replies.js';
import { createFailureReporter } from './report-failure.js';
import { commandSubmitted } from './views/submit-command.js';
import { denialSubmitted } from './views/submit-denial.js';

export { createAnnouncer } from './announcer.js';
export { createPeople } from './people.js';
export { createSlackApp } from './slack-app.js';

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

  app.command(COMMAND, amiCommand(desk, commands));
  app.action(ACTION.approve, decideAction(desk, { kind: 'approve' }));
  app.action(ACTION.deny, denyAction(desk));
  app.action(ACTION.cancel, decideAction(desk, { kind: 'cancel' }));
  app.action(ACTION.retry, decideAction(desk, { kind: 'retry' }));
  app.action(ACTION.stop, decideAction(desk, { kind: 'stop' }));
  app.action(ACTION.showCalls, showCallsAction(desk));
  app.action(ACTION.moreRequests, moreRequestsAction(desk));
  app.action(ACTION.moreFound, moreFoundAction(desk));
  app.view<ViewSubmitAction>(VIEW.command, commandSubmitted(desk, commands));
  app.view<ViewSubmitAction>(VIEW.denial, denialSubmitted(desk));
  app.error(createFailureReporter({ replies, log, newReference }));
}

function randomReference(): string {
  return crypto.randomUUID().slice(0, 8).toUpperCase();
}
