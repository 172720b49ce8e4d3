import type { WebClient } from '@slack/web-api';
import { Refused } from '../workflows/errors.js';
import type { People } from '../workflows/ports.js';
import { callSlack } from './slack-errors.js';

export interface PeopleOptions {
  readonly client: WebClient;
}

/** Who people are, by Slack. The bot's own team never changes and is asked for once; groups are asked for every time. */
export function createPeople({ client }: PeopleOptions): People {
  let team: string | undefined;
  return {
    async homeTeam() {
      if (team !== undefined) return team;
      const { team_id } = await callSlack('repeatable', () => client.auth.test());
      if (team_id === undefined) throw new Refused('no-team', 'Slack does not say which workspace the bot is in');
      team = team_id;
      return team;
    },
    async membersOf(group) {
      const { users } = await callSlack('repeatable', () => client.usergroups.users.list({ usergroup: group }));
      if (users === undefined) throw new Refused('no-members', 'Slack does not say who is in the user group');
      return users;
    },
  };
}
