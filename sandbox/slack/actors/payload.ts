import type { Core } from '../core.js';
import type { Channel, User } from '../state/entities.js';

/** Parts that Slack's payloads have in common (docs: Interaction payloads). */

type Shape = Readonly<Record<string, unknown>>;

/** Slack still sends it; apps must verify the signature instead. */
const DEPRECATED_TOKEN = 'deprecated';

/** Who did it, in which installation of which app. */
export function interactionBase(core: Core, user: User): Shape {
  const { team, app } = core.store.seed;
  return {
    // The team of the installation. A user of Slack Connect keeps their own team's id.
    team: { id: team.id, domain: team.domain },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
    api_app_id: app.id,
    token: DEPRECATED_TOKEN,
    enterprise: team.enterprise ?? null,
    is_enterprise_install: false,
  };
}

export function commandBody(core: Core, user: User, channel: Channel): Readonly<Record<string, string>> {
  const { team, app } = core.store.seed;
  return {
    token: DEPRECATED_TOKEN,
    team_id: user.team_id,
    team_domain: team.domain,
    ...(team.enterprise === undefined
      ? {}
      : { enterprise_id: team.enterprise.id, enterprise_name: team.enterprise.name }),
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    api_app_id: app.id,
    is_enterprise_install: 'false',
  };
}

export function eventBody(core: Core, event: Shape): Shape {
  const { team, app } = core.store.seed;
  const enterpriseId = team.enterprise?.id ?? null;
  return {
    token: DEPRECATED_TOKEN,
    type: 'event_callback',
    team_id: team.id,
    ...(enterpriseId === null ? {} : { enterprise_id: enterpriseId }),
    api_app_id: app.id,
    event_id: core.sequence.id('Ev'),
    event_time: Math.floor(core.clock.now().getTime() / 1000),
    authorizations: [
      {
        enterprise_id: enterpriseId,
        team_id: team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    event: { event_ts: core.sequence.ts(), ...event },
  };
}

export function channelName(channel: Channel): string {
  return channel.kind === 'im' ? 'directmessage' : channel.name;
}

/** The channel, where this person is in it. */
export function channelPayload(core: Core, user: User, id: string): Channel | undefined {
  const channel = core.store.channel(id);
  return channel?.members.includes(user.id) === true ? channel : undefined;
}
