import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { SEED } from '../../../sandbox/seed/workspace.js';
import type { InstalledApp, WorkspaceSeed } from '../../../sandbox/slack/state/entities.js';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../../sandbox/slack/workspace.js';

/** A workspace on a port of its own, with a clock that stands still until it is moved. */
export interface WorkspaceHarness {
  readonly workspace: Workspace;
  readonly seed: WorkspaceSeed;
  /** Slack's own client, which neither waits nor tries again. */
  readonly client: WebClient;
  readonly clock: { now(): Date; advance(ms: number): void };
  close(): Promise<void>;
}

export const TOKENS = { bot: 'xoxb-test', app: 'xapp-test' };
export const SIGNING_SECRET = 'a-signing-secret';

const APP: InstalledApp = {
  ...SEED.app,
  scopes: [...SEED.app.scopes, 'im:write', 'channels:read', 'channels:history'],
  commands: [
    { command: '/ami', description: 'AMI requests', usage_hint: 'help', should_escape: true },
    { command: '/plain', description: 'Takes text as it is', usage_hint: '', should_escape: false },
  ],
  shortcuts: [{ name: 'New AMI request', callback_id: 'ami_new', description: 'Opens the form' }],
};

export async function openWorkspace(options: Partial<WorkspaceOptions> = {}): Promise<WorkspaceHarness> {
  let now = Date.now();
  const clock = {
    now: () => new Date(now),
    advance: (ms: number) => {
      now += ms;
    },
  };
  const seed = options.seed ?? { ...SEED, app: APP };
  const workspace = await startWorkspace({
    seed,
    signingSecret: SIGNING_SECRET,
    tokens: TOKENS,
    clock,
    port: 0,
    pageDirectory: 'there-is-no-page',
    ...options,
  });
  return { workspace, seed, client: clientOf(workspace), clock, close: () => workspace.close() };
}

export function clientOf(workspace: Workspace, token = TOKENS.bot): WebClient {
  return new WebClient(token, {
    slackApiUrl: workspace.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: silentLogger,
  });
}

/** A real Bolt app that takes the workspace's signed requests. Resolves to what stops it. */
export async function startBolt(workspace: Workspace, listen: (app: App) => void): Promise<() => Promise<void>> {
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logger: silentLogger });
  const app = new App({
    receiver,
    token: TOKENS.bot,
    tokenVerificationEnabled: false,
    botId: SEED.app.botId,
    botUserId: SEED.app.botUserId,
    clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } },
    logger: silentLogger,
  });
  listen(app);
  const server = await receiver.start(0);
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  workspace.sendTo(`http://127.0.0.1:${port}/slack/events`);
  return async () => {
    await app.stop();
  };
}

/** Refusals and failing listeners are what these tests are about. */
export const silentLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  setName: () => undefined,
  getLevel: () => LogLevel.ERROR,
};
