import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startApp, type RunningApp } from '../src/app.js';
import { createDynamoClient, createTable } from '../src/aws/dynamodb/index.js';
import type { SlackEnvironment } from '../src/config/environment.js';
import type { Settings } from '../src/config/settings.js';
import { systemClock } from '../src/composition/clock-and-ids.js';
import type { Clock } from '../src/workflows/ports/clock-and-ids.js';
import type { Log } from '../src/workflows/ports/log.js';
import { setAwsEnvironment } from './aws-environment.js';
import { startDynamo } from './dynamodb.js';
import { startAws, type AuthorizationPolicy, type SimulatedAws } from './ec2/index.js';
import type { State } from './ec2/store.js';
import { forwardTo } from './forward.js';
import { withInstalledApp } from './manifest.js';
import { SEED_GUIDE, seedAws } from './seed/images.js';
import { IMPORT_GUIDE } from './seed/imports.js';
import { SETTINGS } from './seed/settings.js';
import { SEED } from './seed/workspace.js';
import { startWorkspace, type Workspace } from './slack/workspace.js';

export interface SandboxOptions {
  /** 0 for any. */
  readonly port: number;
  readonly log: Log;
  /** The directory of the stored state. Absent: a restart resets the sandbox. */
  readonly directory?: string;
  /** Deletes the stored state. */
  readonly reset?: boolean;
  readonly settings?: Settings;
  /** The initial state of the simulated AWS. Default: the one of the documentation. */
  readonly seed?: (now: Date) => State;
  /** False: everything but the app, which then runs in a process of its own. */
  readonly app?: boolean;
  /** How the app meets Slack; HTTP without. */
  readonly mode?: SlackEnvironment['mode'];
  /** The clock of the app and of the simulated AWS, to advance time. Default: the machine's. */
  readonly clock?: Clock;
  readonly copySeconds?: number;
  readonly leaseMs?: number;
  readonly pollMs?: number;
  /** See `WorkspaceOptions`. */
  readonly slackPatienceMs?: number;
  /** What IAM allows; everything without. */
  readonly isAuthorized?: AuthorizationPolicy;
}

/** The whole product on one machine: a Slack workspace, AWS, a table, and the real app between them. */
export interface Sandbox {
  /** What to open in a browser. */
  readonly url: string;
  readonly workspace: Workspace;
  readonly aws: SimulatedAws;
  /** For `AWS_ENDPOINT_URL_DYNAMODB`. */
  readonly dynamodbUrl: string;
  /** The credentials of an app that runs elsewhere. */
  readonly credentials: { readonly botToken: string; readonly appToken: string; readonly signingSecret: string };
  /** Stops the app alone, as an operator does, and starts it again. */
  stopApp(): Promise<void>;
  startApp(): Promise<void>;
  close(): Promise<void>;
}

const TABLE = 'ami-steward';
const TOKENS = { bot: 'xoxb-sandbox', app: 'xapp-sandbox' } as const;
/** With one process, a lease of a killed predecessor may be short. */
const LEASE_MS = 6_000;
const POLL_MS = 1_000;

/** Starts everything on loopback. Rejects when the port is taken, with nothing left running. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { directory, settings = SETTINGS, mode = 'http', log, clock = systemClock } = options;
  const signingSecret = randomBytes(16).toString('hex');
  if (directory !== undefined) await prepare(directory, options.reset === true);
  let app: RunningApp | undefined;

  const workspace = await startWorkspace({
    seed: {
      ...(await withInstalledApp(SEED, new URL('../manifest.yml', import.meta.url))),
      guide: [...SEED_GUIDE, ...IMPORT_GUIDE],
    },
    signingSecret,
    tokens: TOKENS,
    clock: systemClock,
    port: options.port,
    patienceMs: options.slackPatienceMs,
    pageDirectory: fileURLToPath(new URL('../dist/sandbox-web/', import.meta.url)),
    fallbackHandler: forwardTo(() => app?.port),
    ...(directory === undefined ? {} : { file: join(directory, 'slack.json') }),
  });
  const aws = await startAws({
    clock,
    seed: options.seed ?? seedAws,
    ...(options.copySeconds === undefined ? {} : { copySeconds: options.copySeconds }),
    ...(directory === undefined ? {} : { persistDirectory: directory }),
    ...(options.isAuthorized === undefined ? {} : { isAuthorized: options.isAuthorized }),
  });
  const dynamo = await startDynamo(directory === undefined ? {} : { directory });
  const restoreEnvironment = setAwsEnvironment({ aws: aws.url, dynamodb: dynamo.url });

  async function start(): Promise<void> {
    const slack = { botToken: TOKENS.bot, apiUrl: workspace.apiUrl };
    app = await startApp({
      environment: { port: 0, table: TABLE },
      slack: mode === 'http' ? { ...slack, mode, signingSecret } : { ...slack, mode, appToken: TOKENS.app },
      settings,
      log,
      host: '127.0.0.1',
      leaseMs: options.leaseMs ?? LEASE_MS,
      pollMs: options.pollMs ?? POLL_MS,
      clock,
    });
    if (mode === 'http') workspace.sendTo(`http://127.0.0.1:${app.port}/slack/events`);
  }

  async function close(): Promise<void> {
    await app?.stop();
    await workspace.close();
    await Promise.all([aws.close(), dynamo.close()]);
    restoreEnvironment();
  }

  try {
    const client = createDynamoClient({ region: settings.homeRegion });
    await createTable({ client, table: TABLE, pauseMs: 20 });
    client.destroy();
    if (options.app !== false) await start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: workspace.url,
    workspace,
    aws,
    dynamodbUrl: dynamo.url,
    credentials: { botToken: TOKENS.bot, appToken: TOKENS.app, signingSecret },
    stopApp: async () => app?.stop(),
    startApp: start,
    close,
  };
}

async function prepare(directory: string, reset: boolean): Promise<void> {
  if (reset) await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
}
