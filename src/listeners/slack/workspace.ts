import type { WebClient } from '@slack/web-api';
import { Rejected } from '../../workflows/ports/errors.js';
import { callSlack } from './errors.js';

/** Where the bot is installed. */
export interface HomeWorkspace {
  /** The workspace, or the organization for an app that is installed in all of it. */
  readonly teamId: string;
  /** The Enterprise Grid organization that the workspace belongs to. */
  readonly enterpriseId?: string;
  readonly isOrganizationWide: boolean;
}

export interface Workspace {
  home(): Promise<HomeWorkspace>;
  /** The workspaces of an organization-wide installation, each with the app. */
  teams(): Promise<readonly string[]>;
}

/** The installation never changes while the token is valid, and is read once. A failure is not kept. */
export function createWorkspace(client: WebClient): Workspace {
  const home = once(() => readHome(client));
  const teams = once(() => listTeams(client));
  return { home, teams };
}

async function readHome(client: WebClient): Promise<HomeWorkspace> {
  const { team_id, enterprise_id, is_enterprise_install } = await callSlack('idempotent', () => client.auth.test());
  const teamId = team_id ?? enterprise_id;
  if (teamId === undefined) throw new Rejected('no-team', 'Slack did not return the workspace of the bot');
  return {
    teamId,
    ...(enterprise_id === undefined || enterprise_id === '' ? {} : { enterpriseId: enterprise_id }),
    isOrganizationWide: is_enterprise_install === true,
  };
}

async function listTeams(client: WebClient): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await callSlack('idempotent', () =>
      client.auth.teams.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) }),
    );
    ids.push(...(page.teams ?? []).flatMap(({ id }) => id ?? []));
    cursor = page.response_metadata?.next_cursor;
  } while (cursor !== undefined && cursor !== '');
  return ids;
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read().catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}
