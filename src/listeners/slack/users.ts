import type { WebClient } from '@slack/web-api';
import { Rejected } from '../../workflows/ports/errors.js';
import type { UserDirectory } from '../../workflows/ports/ports.js';
import { callSlack } from './errors.js';

export interface UserDirectoryOptions {
  readonly client: WebClient;
}

/** The users of the Slack workspace. The bot's own team never changes and is read once. Groups are read every time. */
export function createUserDirectory({ client }: UserDirectoryOptions): UserDirectory {
  let team: string | undefined;
  return {
    async homeTeamId() {
      if (team !== undefined) return team;
      const { team_id } = await callSlack('idempotent', () => client.auth.test());
      if (team_id === undefined) throw new Rejected('no-team', 'Slack did not return the workspace of the bot');
      team = team_id;
      return team;
    },
    async listGroupMembers(group) {
      const { users } = await callSlack('idempotent', () => client.usergroups.users.list({ usergroup: group }));
      if (users === undefined) throw new Rejected('no-members', 'Slack did not return the members of the user group');
      return users;
    },
  };
}
