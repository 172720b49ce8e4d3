import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { setNewest } from '../../domain/model/bounded-map.js';
import type { Standing } from '../../domain/policy/eligibility.js';
import type { Person } from '../../domain/request/types.js';
import { Rejected } from '../../workflows/ports/errors.js';
import type { Clock } from '../../workflows/ports/clock-and-ids.js';
import type { Identity } from '../../workflows/ports/user-directory.js';
import { callSlack } from './errors.js';
import type { HomeWorkspace, Workspace } from './workspace.js';

/** What `users.info` says about a user. A field that is missing leaves the standing unknown. (D: User object) */
const userSchema = z.object({
  team_id: z.string(),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  /** From another organization, by Slack Connect. */
  is_stranger: z.boolean().default(false),
  /** Any guest; a single-channel guest is also `is_ultra_restricted`. */
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  enterprise_user: z.object({ enterprise_id: z.string(), teams: z.array(z.string()).default([]) }).optional(),
});

type SlackUser = z.infer<typeof userSchema>;

export interface IdentitiesOptions {
  readonly client: WebClient;
  readonly workspace: Workspace;
  readonly clock: Clock;
}

/** A guest who becomes a member, or the reverse, is known as such after this time. */
const CACHE_MS = 5 * 60_000;
const MAX_CACHED = 2_000;

/**
 * Returns a function that identifies the user of a payload by `users.info`. Results are kept for five minutes, and
 * concurrent calls about one user share a read. A failure is not kept.
 */
export function createIdentify({ client, workspace, clock }: IdentitiesOptions): (person: Person) => Promise<Identity> {
  const cache = new Map<string, { readonly user: Promise<SlackUser>; readonly expiresAt: number }>();

  function readUser(userId: string): Promise<SlackUser> {
    const now = clock.now().getTime();
    const cached = cache.get(userId);
    if (cached !== undefined && cached.expiresAt > now) return cached.user;
    const user = requestUser(client, userId);
    const entry = { user, expiresAt: now + CACHE_MS };
    setNewest(cache, [userId, entry], MAX_CACHED);
    user.catch(() => {
      if (cache.get(userId) === entry) cache.delete(userId);
    });
    return user;
  }

  return async (person) => {
    const home = await workspace.home();
    // Without an organization there are no colleagues in other workspaces.
    if (person.teamId !== home.teamId && home.enterpriseId === undefined) return { standing: 'outsider', person };
    const standing = toStanding(await readUser(person.userId), person.teamId, home);
    return standing === 'outsider'
      ? { standing, person }
      : { standing, person: { userId: person.userId, teamId: home.teamId } };
  };
}

async function requestUser(client: WebClient, userId: string): Promise<SlackUser> {
  const { user } = await callSlack('idempotent', () => client.users.info({ user: userId }));
  const parsed = userSchema.safeParse(user);
  if (!parsed.success) throw new Rejected('no-user', 'Slack did not return the user');
  return parsed.data;
}

function toStanding(user: SlackUser, teamId: string, home: HomeWorkspace): Standing {
  if (user.deleted || user.is_bot || user.is_stranger || !isColleague(user, teamId, home)) return 'outsider';
  const { is_restricted, is_ultra_restricted } = user;
  if (is_restricted === undefined || is_ultra_restricted === undefined) {
    throw new Rejected('no-standing', 'Slack did not return whether the user is a guest');
  }
  return is_restricted || is_ultra_restricted ? 'guest' : 'member';
}

/** Whether the user belongs to the home workspace or its organization, and to the workspace that the payload names. */
function isColleague(user: SlackUser, teamId: string, { teamId: homeTeamId, enterpriseId }: HomeWorkspace): boolean {
  const { team_id: ownTeamId, enterprise_user: membership } = user;
  if (enterpriseId !== undefined && membership?.enterprise_id === enterpriseId) {
    return [homeTeamId, ownTeamId, enterpriseId, ...membership.teams].includes(teamId);
  }
  return teamId === homeTeamId && ownTeamId === homeTeamId;
}
