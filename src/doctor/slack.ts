import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Settings } from '../config/settings.js';
import type { Rule } from '../domain/policy/types.js';
import { NETWORK_FIX, type CheckResult } from './check.js';

/** The bot scopes in `manifest.yml`, with what fails without each. */
export const BOT_SCOPES = {
  commands: 'the command /ami',
  'chat:write': 'messages, private answers and direct messages',
  'chat:write.public': 'posting in a public channel that the bot is no member of',
  'usergroups:read': 'approvers by user group',
  'users:read': 'recognizing guests, outsiders and approvers who have left',
} as const satisfies Readonly<Record<string, string>>;

/** Checks the token, its scopes, the channels, and all users and groups in the rules. */
export async function checkSlackAccess(client: WebClient, settings: Settings): Promise<readonly CheckResult[]> {
  const token = await checkToken(client);
  if (token[0].state === 'failed') return token;
  const channels = [...new Set([settings.approvals.channel, settings.digest?.channel].filter(isText))];
  const { rules } = settings.approvals.policy;
  const people = new Map<string, Membership>();
  for (const approver of approversIn(rules)) people.set(approver, await readMembership(client, approver));
  return [
    ...token,
    ...(await Promise.all(channels.map((channel) => checkChannel(client, channel)))),
    ...[...people].map(([approver, membership]) => checkApprover(approver, membership)),
    ...rules.flatMap((rule, index) => checkQuorum(rule, index + 1, people)),
  ];
}

/** The token first, then its missing scopes. */
async function checkToken(client: WebClient): Promise<readonly [CheckResult, ...CheckResult[]]> {
  try {
    const { team, user, response_metadata: metadata } = await client.auth.test();
    const granted = metadata?.scopes;
    return [
      { name: 'Slack token', state: 'ok', text: `${user ?? 'the bot'} in ${team ?? 'the workspace'}.` },
      ...(granted === undefined
        ? []
        : Object.entries(BOT_SCOPES).flatMap(([scope, what]) => checkScope(scope, what, granted))),
    ];
  } catch (error) {
    return [
      {
        name: 'Slack token',
        state: 'failed',
        text: failureText(error),
        fix:
          errorCode(error) === undefined
            ? NETWORK_FIX
            : 'set SLACK_BOT_TOKEN to the Bot User OAuth Token of the installed app.',
      },
    ];
  }
}

function checkScope(scope: string, what: string, granted: readonly string[]): readonly CheckResult[] {
  if (granted.includes(scope)) return [];
  const text = `${scope} is not granted, which is for ${what}.`;
  return [{ name: 'Slack scopes', state: 'failed', text, fix: `add ${scope} to the app and install it again.` }];
}

/** Requests the link of a message that cannot exist: Slack checks the channel first, and requires no scope. */
async function checkChannel(client: WebClient, channel: string): Promise<CheckResult> {
  const name = `Channel ${channel}`;
  try {
    await client.chat.getPermalink({ channel, message_ts: '1.000000' });
  } catch (error) {
    const code = errorCode(error);
    if (code === 'channel_not_found') {
      const fix = 'take the id from the channel’s details, and invite the bot if the channel is private.';
      return { name, state: 'failed', text: 'does not exist, or the bot cannot see it.', fix };
    }
    if (code !== 'message_not_found') return { name, state: 'unknown', text: failureText(error) };
  }
  return { name, state: 'ok', text: 'exists.' };
}

/** Who is meant by an approver of the rules, now. */
type Membership =
  | { readonly kind: 'people'; readonly ids: readonly string[] }
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

async function readMembership(client: WebClient, approver: string): Promise<Membership> {
  try {
    if (approver.startsWith('S')) {
      const { users = [] } = await client.usergroups.users.list({ usergroup: approver });
      return users.length === 0 ? { kind: 'none', reason: 'the group has no members' } : { kind: 'people', ids: users };
    }
    const { user } = await client.users.info({ user: approver });
    if (user?.deleted === true) return { kind: 'none', reason: 'the person has left' };
    if (user?.is_restricted === true)
      return { kind: 'none', reason: 'the person is a guest, and guests never approve' };
    return { kind: 'people', ids: [approver] };
  } catch (error) {
    const reason = NOT_FOUND_CODES[errorCode(error) ?? ''];
    return reason === undefined ? { kind: 'unknown', reason: failureText(error) } : { kind: 'none', reason };
  }
}

const NOT_FOUND_CODES: Readonly<Record<string, string>> = {
  no_such_subteam: 'no such user group',
  subteam_not_found: 'no such user group',
  user_not_found: 'no such user',
  plan_upgrade_required: 'user groups need a paid plan of Slack',
};

function checkApprover(approver: string, membership: Membership): CheckResult {
  const name = `Approver ${approver}`;
  switch (membership.kind) {
    case 'people': {
      const count = membership.ids.length;
      return { name, state: 'ok', text: approver.startsWith('S') ? `${count} in the group.` : 'exists.' };
    }
    case 'none':
      return { name, state: 'failed', text: `${membership.reason}.`, fix: 'name another user in the rules.' };
    case 'unknown':
      return { name, state: 'unknown', text: membership.reason };
  }
}

function checkQuorum(
  { effect }: Rule,
  number: number,
  people: ReadonlyMap<string, Membership>,
): readonly CheckResult[] {
  if (effect.kind !== 'approval') return [];
  const memberships = effect.approvers.map((approver) => people.get(approver));
  if (memberships.some((membership) => membership?.kind === 'unknown')) return [];
  const ids = new Set(memberships.flatMap((membership) => (membership?.kind === 'people' ? membership.ids : [])));
  const name = `Rule ${number}`;
  if (ids.size < effect.required) {
    const text = `requires ${effect.required} approvals, but only ${ids.size} are possible.`;
    return [{ name, state: 'failed', text, fix: 'add approvers, or lower required.' }];
  }
  if (ids.size > effect.required) return [];
  const text = `needs all of its approvers, so that none of these ${ids.size} can have a request of their own approved.`;
  return [{ name, state: 'warning', text, fix: 'add an approver.' }];
}

function approversIn(rules: readonly Rule[]): readonly string[] {
  return [...new Set(rules.flatMap(({ effect }) => (effect.kind === 'approval' ? effect.approvers : [])))];
}

function errorCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

function failureText(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined) return `Slack returned ${code}.`;
  return error instanceof WebAPIRateLimitedError
    ? 'Slack is throttling requests: try again.'
    : 'Slack does not answer.';
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
