import type { Core } from '../core.js';
import type { Channel, Message, User, Usergroup, View } from '../state/entities.js';

/** Records as Slack's answers and payloads have them. */

type Shape = Readonly<Record<string, unknown>>;

export function messageShape(core: Core, message: Message): Shape {
  const { app, team } = core.store.seed;
  const byApp = message.user === app.botUserId;
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(byApp ? { bot_id: app.botId, app_id: app.id } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.thread_ts === null ? {} : { thread_ts: message.thread_ts }),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
  };
}

export function channelShape(core: Core, channel: Channel): Shape {
  const isMember = channel.members.includes(core.store.seed.app.botUserId);
  const base = { id: channel.id, is_archived: channel.archived, context_team_id: core.store.seed.team.id };
  if (channel.kind === 'im') {
    const user = channel.members.find((member) => member !== core.store.seed.app.botUserId);
    return { ...base, is_im: true, is_channel: false, user, is_user_deleted: false };
  }
  return {
    ...base,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_im: false,
    is_private: channel.kind === 'private',
    is_member: isMember,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    num_members: channel.members.length,
  };
}

export function userShape(core: Core, user: User): Shape {
  const { team } = core.store.seed;
  const isColleague = user.team_id === team.id || user.other_teams !== undefined;
  return {
    id: user.id,
    team_id: user.team_id,
    name: user.name,
    real_name: user.real_name,
    deleted: user.deleted ?? false,
    tz: user.tz,
    is_bot: user.is_bot ?? false,
    is_app_user: false,
    is_restricted: user.is_restricted ?? false,
    is_ultra_restricted: user.is_ultra_restricted ?? false,
    ...(isColleague ? enterpriseUser(core, user) : { is_stranger: true }),
    profile: { real_name: user.real_name, display_name: user.name, title: user.title, team: user.team_id },
  };
}

/** The same in all workspaces of an organization (docs: Enterprise Grid). */
function enterpriseUser(core: Core, { id, other_teams = [] }: User): Shape {
  const { id: teamId, enterprise } = core.store.seed.team;
  if (enterprise === undefined) return {};
  const { id: enterprise_id, name: enterprise_name } = enterprise;
  return { enterprise_user: { id, enterprise_id, enterprise_name, teams: [teamId, ...other_teams] } };
}

export function usergroupShape(core: Core, group: Usergroup, withUsers: boolean): Shape {
  return {
    id: group.id,
    team_id: core.store.seed.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    handle: group.handle,
    description: '',
    is_external: false,
    date_delete: 0,
    user_count: group.users.length,
    ...(withUsers ? { users: group.users } : {}),
  };
}

/** A view, with the entered values if known. */
export function viewShape(core: Core, view: View, values: Shape = {}): Shape {
  const { app, team } = core.store.seed;
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    title: null,
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    ...view.content,
    id: view.id,
    team_id: team.id,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    state: { values },
  };
}
