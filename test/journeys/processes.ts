import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { Sandbox } from '../../sandbox/sandbox.js';
import { bundle } from '../bundle.js';
import { DIRECTORY, HOME_CREDENTIALS } from '../../sandbox/seed/accounts.js';

/** The bot in a process of its own, between the sandbox's Slack, AWS and table. */
export interface BotProcess {
  /** Where Slack's requests go. */
  readonly requestUrl: string;
  /** At once, as when the machine fails. */
  kill(): Promise<void>;
  /** As orchestrators do; resolves with the exit code. */
  terminate(): Promise<number | null>;
}

export interface Bots {
  /** Starts one and resolves when it takes Slack's requests. `main` is what operators run, `bot` has short leases. */
  start(entry: 'main' | 'bot'): Promise<BotProcess>;
  /** What the processes wrote to standard error, and their log lines of level error. */
  loggedErrors(): readonly string[];
  /** Kills whatever still runs. */
  close(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/ami-steward-test/');

const started = z.object({ msg: z.literal('started'), port: z.number() });

/** One rule for everything: the platform team approves. */
const BY_PLATFORM = { action: '*', approvers: ['S0PLATFORM'] };

/** Builds the process and writes its configuration: the sandbox's accounts, and the rules as the file has them. */
export async function prepareBots(sandbox: Sandbox, rules: readonly object[] = [BY_PLATFORM]): Promise<Bots> {
  await mkdir(CACHE, { recursive: true });
  const directory = await mkdtemp(join(CACHE, 'bots-'));
  await bundle({ main: join(ROOT, 'src/main.ts'), bot: join(ROOT, 'test/journeys/bot.ts') }, directory);
  await writeFile(join(directory, 'steward.config.yml'), configuration(rules));
  const children = new Set<ChildProcess>();
  const loggedErrors: string[] = [];

  async function start(entry: 'main' | 'bot'): Promise<BotProcess> {
    const child = spawn(process.execPath, [join(directory, `${entry}.mjs`)], {
      env: environmentFor(sandbox, join(directory, 'steward.config.yml')),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.add(child);
    child.once('exit', () => children.delete(child));
    child.stderr.on('data', (chunk: Buffer) => loggedErrors.push(chunk.toString()));
    const port = await new Promise<number>((resolve, reject) => {
      let rest = '';
      child.once('exit', () => reject(new Error(`The bot did not start: ${loggedErrors.join('')}`)));
      child.stdout.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          if (line.includes('"level":"error"')) loggedErrors.push(line);
          const found = line.includes('"msg":"started"') ? started.safeParse(JSON.parse(line)) : undefined;
          if (found?.success === true) resolve(found.data.port);
        }
      });
    });

    async function end(signal: NodeJS.Signals): Promise<number | null> {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
      return child.exitCode;
    }

    return {
      requestUrl: `http://127.0.0.1:${port}/slack/events`,
      async kill() {
        await end('SIGKILL');
      },
      terminate: () => end('SIGTERM'),
    };
  }

  return {
    start,
    loggedErrors: () => loggedErrors,
    async close() {
      await Promise.all(
        [...children].map(async (child) => {
          const exit = once(child, 'exit');
          child.kill('SIGKILL');
          await exit;
        }),
      );
      await rm(directory, { recursive: true });
    },
  };
}

function environmentFor({ workspace, aws, dynamodbUrl, credentials }: Sandbox, config: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    PORT: '0',
    STEWARD_CONFIG: config,
    SLACK_API_URL: workspace.apiUrl,
    SLACK_BOT_TOKEN: credentials.botToken,
    SLACK_SIGNING_SECRET: credentials.signingSecret,
    AWS_ACCESS_KEY_ID: HOME_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: HOME_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL: aws.url,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodbUrl,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

function configuration(rules: readonly object[]): string {
  return stringify({
    home_region: 'us-east-1',
    accounts: DIRECTORY.map(({ id, name, regions, roleArn, externalId }) => ({
      id,
      name,
      regions,
      ...(roleArn === undefined ? {} : { role_arn: roleArn }),
      ...(externalId === undefined ? {} : { external_id: externalId }),
    })),
    approvals: { channel: 'C0APPROVALS', rules },
  });
}
