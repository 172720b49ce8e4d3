import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Workspace } from '../../../sandbox/slack/workspace.js';
import { clientOf, openWorkspace, TOKENS, type WorkspaceHarness } from './open-workspace.js';
import { repeat, modal, plain, type BlockObject } from './block-fragments.js';

let opened: WorkspaceHarness;
let client: WebClient;
let workspace: Workspace;

beforeEach(async () => {
  opened = await openWorkspace();
  ({ client, workspace } = opened);
});

afterEach(() => opened.close());

/** Slack's word for the refusal of a call; undefined when it was not refused. */
async function refusal(method: string, args: BlockObject, as = client): Promise<string | undefined> {
  try {
    await as.apiCall(method, args);
    return undefined;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data.error;
    throw error;
  }
}

function rules(): readonly string[] {
  return workspace.violations.map(({ rule }) => rule);
}

async function post(args: BlockObject = {}): Promise<string> {
  await client.apiCall('chat.postMessage', { channel: 'C0APPROVALS', text: 'Hello', ...args });
  return workspace.messages('C0APPROVALS').at(-1)?.ts ?? '';
}

describe('tokens and scopes', () => {
  test('auth.test returns the identity and the scopes of the bot', async () => {
    const response = await client.auth.test();

    expect(response).toMatchObject({ team_id: 'T0SANDBOX', user_id: 'U0STEWARD', bot_id: 'B0STEWARD' });
    expect(response.response_metadata?.scopes).toContain('chat:write');
  });

  test.each([
    ['xoxb-other', 'invalid_auth'],
    [TOKENS.app, 'not_allowed_token_type'],
  ])('%s is refused with %s', async (token, error) => {
    expect(await refusal('auth.test', {}, clientOf(workspace, token))).toBe(error);
  });

  test('a revoked token is refused with token_revoked', async () => {
    workspace.revokeTokens();

    expect(await refusal('auth.test', {})).toBe('token_revoked');
  });

  test('a method without the required scope is refused and records a violation', async () => {
    const args = { channel: 'D0RITA' };

    expect(await refusal('conversations.info', { channel: 'C0GENERAL' })).toBeUndefined();
    expect(await refusal('conversations.info', args)).toBe('missing_scope');
    expect(rules()).toEqual(['scope']);
  });

  test('an unknown method is refused and records a violation', async () => {
    expect(await refusal('chat.whisper', {})).toBe('unknown_method');
    expect(rules()).toEqual(['unknown-method']);
  });
});

describe('chat.postMessage', () => {
  test('posts the message and records the call without the token', async () => {
    const ts = await post({ text: 'Hello', metadata: { event_type: 'r', event_payload: { id: 'AR-1' } } });

    expect(workspace.message('C0APPROVALS', ts)).toMatchObject({ text: 'Hello', user: 'U0STEWARD' });
    expect(workspace.calls).toMatchObject([{ method: 'chat.postMessage', args: { channel: 'C0APPROVALS' } }]);
    expect(JSON.stringify(workspace.calls)).not.toContain(TOKENS.bot);
  });

  test('assigns missing block and action IDs', async () => {
    const ts = await post({ blocks: [{ type: 'actions', elements: [{ type: 'button', text: plain('Go') }] }] });

    const [block] = workspace.message('C0APPROVALS', ts)?.blocks ?? [];
    expect(block).toMatchObject({
      block_id: expect.any(String),
      elements: [{ type: 'button', action_id: expect.any(String) }],
    });
  });

  test('to a user opens the direct message with the app', async () => {
    const response = await client.chat.postMessage({ channel: 'U0RITA', text: 'Done' });

    expect(response.channel).toBe('D0RITA');
    expect(workspace.user('U0RITA').directMessages()).toMatchObject([{ text: 'Done' }]);
  });

  test.each([
    ['a channel that does not exist', { channel: 'C0NOWHERE', text: 'x' }, 'channel_not_found'],
    ['neither text nor blocks', { channel: 'C0APPROVALS' }, 'no_text'],
    ['a thread that does not exist', { channel: 'C0APPROVALS', text: 'x', thread_ts: '1.000001' }, 'thread_not_found'],
    [
      '51 blocks',
      { channel: 'C0APPROVALS', text: 'x', blocks: repeat(51, () => ({ type: 'divider' })) },
      'invalid_blocks',
    ],
  ])('refuses %s', async (_what, args, error) => {
    expect(await refusal('chat.postMessage', args)).toBe(error);
    expect(workspace.messages('C0APPROVALS')).toEqual([]);
  });

  test('reports where blocks are invalid', async () => {
    const wrong = post({ blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] });

    await expect(wrong).rejects.toMatchObject({
      data: {
        response_metadata: {
          messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
        },
      },
    });
    expect(rules()).toEqual(['content']);
  });

  test('accepts a broad mention and records a violation', async () => {
    await post({ text: 'Hello <!channel>' });

    expect(rules()).toEqual(['text']);
  });

  test('is refused in an archived channel', async () => {
    workspace.archive('C0APPROVALS');

    expect(await refusal('chat.postMessage', { channel: 'C0APPROVALS', text: 'x' })).toBe('is_archived');
  });

  test('requires membership or chat:write.public', async () => {
    const { close, ...other } = await openWorkspace({ seed: withoutScope('chat:write.public') });
    const args = { text: 'x' };

    expect(await refusal('chat.postMessage', { ...args, channel: 'C0GENERAL' })).toBeUndefined();
    expect(await refusal('chat.postMessage', { ...args, channel: 'C0APPROVALS' }, other.client)).toBeUndefined();
    expect(await refusal('chat.postMessage', { ...args, channel: 'C0GENERAL' }, other.client)).toBe('not_in_channel');
    await close();
  });
});

describe('chat.update', () => {
  test('replaces text, removes omitted blocks and keeps omitted metadata', async () => {
    const metadata = { event_type: 'r', event_payload: { id: 'AR-1' } };
    const ts = await post({ blocks: [{ type: 'divider' }], metadata });

    await client.chat.update({ channel: 'C0APPROVALS', ts, text: 'Changed' });

    expect(workspace.message('C0APPROVALS', ts)).toMatchObject({ text: 'Changed', blocks: [], metadata, edited: true });
  });

  test.each([
    ['a message of a user', async () => workspace.user('U0RITA').say('C0APPROVALS', 'mine'), 'cant_update_message'],
    [
      'an ephemeral message',
      () => client.chat.postEphemeral({ channel: 'C0APPROVALS', user: 'U0RITA', text: 'x' }),
      'cant_update_message',
    ],
  ])('refuses %s', async (_what, prepare, error) => {
    await prepare();
    const all = [...workspace.messages('C0APPROVALS'), ...workspace.user('U0RITA').ephemeralMessages()];
    const ts = all[0]?.ts;

    expect(await refusal('chat.update', { channel: 'C0APPROVALS', ts, text: 'x' })).toBe(error);
    expect(rules()).toEqual(['ownership']);
  });

  test('refuses more than 4,000 characters of text', async () => {
    const ts = await post();
    const args = { channel: 'C0APPROVALS', ts };

    expect(await refusal('chat.update', { ...args, text: 'x'.repeat(4000) })).toBeUndefined();
    expect(await refusal('chat.update', { ...args, text: 'x'.repeat(4001) })).toBe('msg_too_long');
  });

  test('requires the conversation ID instead of the user ID', async () => {
    const { ts } = await client.chat.postMessage({ channel: 'U0RITA', text: 'x' });

    expect(await refusal('chat.update', { channel: 'U0RITA', ts, text: 'y' })).toBe('channel_not_found');
    expect(await refusal('chat.update', { channel: 'D0RITA', ts, text: 'y' })).toBeUndefined();
  });

  test('does not find a deleted message', async () => {
    const ts = await post();
    workspace.deleteMessage({ channel: 'C0APPROVALS', ts });

    expect(await refusal('chat.update', { channel: 'C0APPROVALS', ts, text: 'x' })).toBe('message_not_found');
    expect(rules()).toEqual([]);
  });
});

describe('other messages', () => {
  test('chat.delete deletes a message of the bot', async () => {
    const ts = await post();

    await client.chat.delete({ channel: 'C0APPROVALS', ts });

    expect(workspace.messages('C0APPROVALS')).toEqual([]);
  });

  test('chat.postEphemeral requires that the user is in the channel', async () => {
    const args = { channel: 'C0GENERAL', text: 'x' };

    expect(await refusal('chat.postEphemeral', { ...args, user: 'U0RITA' })).toBeUndefined();
    expect(await refusal('chat.postEphemeral', { ...args, user: 'U0GUEST' })).toBe('user_not_in_channel');
    expect(workspace.user('U0RITA').ephemeralMessages()).toHaveLength(1);
  });

  test('chat.getPermalink contains the channel and the timestamp', async () => {
    const ts = await post();
    const { permalink } = await client.chat.getPermalink({ channel: 'C0APPROVALS', message_ts: ts });

    expect(permalink).toBe(`https://acme-platform.slack.com/archives/C0APPROVALS/p${ts.replace('.', '')}`);
    expect(await refusal('chat.getPermalink', { channel: 'C0APPROVALS', message_ts: '1.000001' })).toBe(
      'message_not_found',
    );
  });
});

describe('conversations and users', () => {
  test('conversations.history returns the newest first, in pages, with metadata', async () => {
    await post({ text: 'one' });
    await post({ text: 'two', metadata: { event_type: 'r', event_payload: { id: 'AR-2' } } });

    const first = await client.conversations.history({ channel: 'C0APPROVALS', limit: 1, include_all_metadata: true });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await client.conversations.history({ channel: 'C0APPROVALS', limit: 1, cursor });

    expect(first.messages).toMatchObject([{ text: 'two', metadata: { event_payload: { id: 'AR-2' } } }]);
    expect(second.messages).toMatchObject([{ text: 'one' }]);
    expect(second.has_more).toBe(false);
  });

  test('conversations.open returns the direct message', async () => {
    const { channel } = await client.conversations.open({ users: 'U0RITA' });

    expect(channel?.id).toBe('D0RITA');
    expect(await refusal('conversations.open', { users: 'U0NOBODY' })).toBe('user_not_found');
  });

  test('lists contain channels, members, users and user groups', async () => {
    const { channels } = await client.conversations.list();
    const { members } = await client.conversations.members({ channel: 'C0GENERAL' });
    const { user } = await client.users.info({ user: 'U0GUEST' });
    const { members: allUsers } = await client.users.list({});
    const { usergroups } = await client.usergroups.list({ include_users: true });

    expect(channels?.map(({ name }) => name)).toEqual(['general', 'ami-approvals', 'ami-digest']);
    expect(members).not.toContain('U0GUEST');
    expect(user).toMatchObject({ is_restricted: true, tz: 'Europe/Berlin' });
    expect(allUsers?.find(({ id }) => id === 'U0STRANGER')).toMatchObject({ team_id: 'T0OTHER', is_stranger: true });
    expect(usergroups?.[0]).toMatchObject({ id: 'S0PLATFORM', users: ['U0ANA', 'U0BEN'] });
  });

  test('usergroups.users.list returns the members of an existing group', async () => {
    const { users } = await client.usergroups.users.list({ usergroup: 'S0PLATFORM' });

    expect(users).toEqual(['U0ANA', 'U0BEN']);
    expect(await refusal('usergroups.users.list', { usergroup: 'S0NONE' })).toBe('no_such_subteam');
  });
});

describe('views', () => {
  const view = modal([], { external_id: 'one' });

  test('an unknown trigger ID opens no view', async () => {
    expect(await refusal('views.open', { trigger_id: '1.2.3', view })).toBe('invalid_trigger_id');
    expect(rules()).toEqual(['trigger']);
  });

  test('a Home tab is replaced only if the hash is current', async () => {
    const args = { user_id: 'U0ANA', view: { type: 'home' as const, blocks: [] } };
    const first = await client.views.publish(args);
    const hash = first.view?.hash;

    expect(await refusal('views.publish', { ...args, hash })).toBeUndefined();
    expect(await refusal('views.publish', { ...args, hash })).toBe('hash_conflict');
    expect(await refusal('views.publish', { ...args, user_id: 'U0NOBODY' })).toBe('user_not_found');
  });

  test('a modal is refused as a Home tab, and an unknown view is not found', async () => {
    expect(await refusal('views.publish', { user_id: 'U0ANA', view })).toBe('invalid_arguments');
    expect(await refusal('views.update', { view_id: 'V0NONE', view })).toBe('not_found');
  });
});

function withoutScope(scope: string) {
  const { app, ...seed } = opened.seed;
  return { ...seed, app: { ...app, scopes: app.scopes.filter((granted) => granted !== scope) } };
}
