import { INPUT_ACTION_ID } from '../../src/listeners/blocks/kit/ids.js';
import { RESPONSE_URL, type JsonObject } from './slack-setup.js';

/** What Slack sends, as the person `user` of the team `team`. */
export interface PayloadSender {
  readonly user?: string;
  readonly team?: string;
}

let triggers = 0;

/** Slack gives every payload a trigger of its own. */
function nextTrigger(): string {
  triggers += 1;
  return `trigger-${String(triggers)}`;
}

/** `text` is what stands behind `/ami`. */
export function command(text: string, { user = 'U0RITA', team = 'T0HOME' }: PayloadSender = {}): JsonObject {
  return {
    command: '/ami',
    text,
    user_id: user,
    user_name: 'a.user',
    team_id: team,
    team_domain: 'acme',
    channel_id: 'C0GENERAL',
    channel_name: 'general',
    response_url: RESPONSE_URL,
    trigger_id: nextTrigger(),
    token: 'x',
    api_app_id: 'A1',
  };
}

/** A press on a button of the message `ts` in the approvals channel. */
export function press(
  actionId: string,
  value: string,
  from: PayloadSender & { readonly ts?: string } = {},
): JsonObject {
  const { user = 'U0ANA', team = 'T0HOME', ts = '1.000' } = from;
  return {
    type: 'block_actions',
    team: { id: 'T0HOME', domain: 'acme' },
    user: { id: user, username: 'a.user', team_id: team },
    channel: { id: 'C0APPROVALS', name: 'approvals' },
    container: { type: 'message', channel_id: 'C0APPROVALS', message_ts: ts, is_ephemeral: false },
    trigger_id: nextTrigger(),
    response_url: RESPONSE_URL,
    actions: [{ type: 'button', action_id: actionId, block_id: 'b1', value, action_ts: '1' }],
  };
}

/** A form that was sent, with a text for each of some fields. */
export function submission(
  callbackId: string,
  metadata: JsonObject,
  texts: Readonly<Record<string, string>>,
  { user = 'U0RITA', team = 'T0HOME' }: PayloadSender = {},
): JsonObject {
  const values = Object.fromEntries(
    Object.entries(texts).map(([field, value]) => [field, { [INPUT_ACTION_ID]: { value } }]),
  );
  return {
    type: 'view_submission',
    team: { id: 'T0HOME', domain: 'acme' },
    user: { id: user, name: 'a.user', team_id: team },
    trigger_id: nextTrigger(),
    view: {
      id: 'V1',
      type: 'modal',
      callback_id: callbackId,
      private_metadata: JSON.stringify(metadata),
      state: { values },
    },
  };
}
