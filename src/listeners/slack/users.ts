import type { WebClient } from '@slack/web-api';
import { NotFound, Rejected } from '../../workflows/ports/errors.js';
import type { Clock } from '../../workflows/ports/clock-and-ids.js';
import type { UserDirectory } from '../../workflows/ports/user-directory.js';
import { callSlack } from './errors.js';
import { createGroupReader } from './group-members.js';
import { createIdentify } from './identities.js';
import { createWorkspace } from './workspace.js';

export interface UserDirectoryOptions {
  readonly client: WebClient;
  readonly clock: Clock;
}

/** The users and user groups of Slack. */
export function createUserDirectory({ client, clock }: UserDirectoryOptions): UserDirectory {
  const workspace = createWorkspace(client);
  /** The workspace that a user group was found in. Ids are unique inside an organization. */
  const teamOfGroup = new Map<string, string>();

  async function readMembers(group: string, teamId?: string): Promise<readonly string[]> {
    const { users } = await callSlack('idempotent', () =>
      client.usergroups.users.list({ usergroup: group, ...(teamId === undefined ? {} : { team_id: teamId }) }),
    );
    if (users === undefined) throw new Rejected('no-members', 'Slack did not return the members of the user group');
    return users;
  }

  /** With the token of an organization Slack needs the group's workspace, which its id does not tell. */
  async function findMembers(group: string): Promise<readonly string[]> {
    const known = teamOfGroup.get(group);
    for (const teamId of known === undefined ? await workspace.teams() : [known]) {
      try {
        const members = await readMembers(group, teamId);
        teamOfGroup.set(group, teamId);
        return members;
      } catch (error) {
        if (!(error instanceof NotFound)) throw error;
        teamOfGroup.delete(group);
      }
    }
    throw new NotFound('no workspace of the organization has the user group');
  }

  return {
    identify: createIdentify({ client, workspace, clock }),
    listGroupMembers: createGroupReader({
      clock,
      async read(group) {
        const { isOrganizationWide } = await workspace.home();
        return isOrganizationWide ? findMembers(group) : readMembers(group);
      },
    }),
  };
}
