import type { Channel, User, WorkspaceSeed } from '../slack/state/entities.js';

/** The users, groups and channels of the sandbox. */

const TEAM = 'T0SANDBOX';
const BOT = 'U0STEWARD';

const people: readonly User[] = [
  person('U0RITA', 'rita', 'Rita Requester', 'Engineer, payments'),
  person('U0SAM', 'sam', 'Sam Shipper', 'Engineer, checkout'),
  person('U0ANA', 'ana', 'Ana Approver', 'Platform team'),
  person('U0BEN', 'ben', 'Ben Builder', 'Platform team'),
  person('U0SEC', 'sec', 'Sec Officer', 'Security team'),
  {
    ...person('U0GRETA', 'greta', 'Greta Grid', 'Engineer, in another workspace of Acme'),
    team_id: 'T0EAST',
    other_teams: ['T0EAST'],
  },
  { ...person('U0GUEST', 'guest', 'Gus Guest', 'Contractor, a guest'), is_restricted: true },
  {
    ...person('U0SOLO', 'solo', 'Sol Single', 'Auditor, a guest of one channel'),
    is_restricted: true,
    is_ultra_restricted: true,
  },
  { ...person('U0STRANGER', 'stranger', 'Stan Stranger', 'Another company, by Slack Connect'), team_id: 'T0OTHER' },
];

const team = people.filter(({ is_restricted, team_id }) => is_restricted !== true && team_id === TEAM);

export const SEED: WorkspaceSeed = {
  team: { id: TEAM, name: 'Acme Platform', domain: 'acme-platform', enterprise: { id: 'E0ACME', name: 'Acme' } },
  app: {
    id: 'A0STEWARD',
    botId: 'B0STEWARD',
    botUserId: BOT,
    scopes: ['commands', 'chat:write', 'chat:write.public', 'users:read', 'usergroups:read'],
    commands: [],
    shortcuts: [],
  },
  users: [...people, { ...person(BOT, 'ami-steward', 'AMI Steward', 'App'), is_bot: true }],
  usergroups: [
    { id: 'S0PLATFORM', handle: 'platform', name: 'Platform team', users: ['U0ANA', 'U0BEN'] },
    { id: 'S0SECURITY', handle: 'security', name: 'Security team', users: ['U0SEC'] },
  ],
  channels: [
    channel('C0GENERAL', 'general', 'Company-wide topics', idsOf(team)),
    // Every member of a channel can press its buttons: here the guest and the external user can try.
    channel('C0APPROVALS', 'ami-approvals', 'AMI requests that wait for an approval', [...idsOf(people), BOT]),
    channel('C0DIGEST', 'ami-digest', 'Stale AMIs, once a day', [...idsOf(team), BOT]),
  ],
  guide: [],
};

function person(id: string, name: string, realName: string, title: string): User {
  return { id, team_id: TEAM, name, real_name: realName, title, tz: 'Europe/Berlin' };
}

function idsOf(users: readonly User[]): readonly string[] {
  return users.map(({ id }) => id);
}

function channel(id: string, name: string, topic: string, members: readonly string[]): Channel {
  return { id, kind: 'public', name, topic, members, archived: false };
}
