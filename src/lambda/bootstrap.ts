import { createBotParts, type BotParts } from '../composition/assemble-bot.js';
import { readSecret } from '../aws/secrets-manager/read-secret.js';
import { loadBotConfiguration, type BotConfiguration } from '../config/load.js';
import { systemClock } from '../composition/clock-and-ids.js';
import { createLog } from '../log/log.js';
import { createSlackLogger } from '../log/slack-logger.js';
import { createEmbeddedMeter } from '../metrics/embedded.js';
import { createStatusClient, authenticate } from '../server/slack-status.js';
import type { Log } from '../workflows/ports/log.js';
import { createSplitReceiver } from './receiver.js';
import type { BotAssembly } from './worker-function.js';

/** What each function makes at its cold start. */
export interface Bootstrap {
  readonly configuration: BotConfiguration;
  readonly signingSecret: string;
  readonly log: Log;
  readonly parts: BotParts;
  readonly statusClient: ReturnType<typeof createStatusClient>;
  /** Asks Slack who the bot is, and assembles it. */
  assemble(): Promise<BotAssembly & { readonly receiver: ReturnType<typeof createSplitReceiver> }>;
}

/** Slack's part of a cold start has to fit into the 3 seconds of the request that caused it. */
const AUTH_TIMEOUT_MS = 2_000;

/**
 * Reads the environment, the secret that it names, and the configuration file. Throws with one readable message when
 * something is missing or malformed: Lambda logs it and tries again with the next request.
 */
export async function bootstrap(variables: NodeJS.ProcessEnv): Promise<Bootstrap> {
  const arn = variables.STEWARD_SECRET_ARN;
  const secret = arn === undefined || arn === '' ? {} : await readSecret(arn);
  const loaded = await loadBotConfiguration({ ...variables, ...secret });
  if (loaded.kind === 'invalid') throw new Error(loaded.message);
  const { environment, slack, settings } = loaded.configuration;
  if (slack.mode === 'socket') throw new Error('SLACK_APP_TOKEN is set: a Lambda function cannot keep a socket open.');
  const log = createLog(environment.logLevel);
  const logger = createSlackLogger(log);
  const meter = createEmbeddedMeter(systemClock, (line) => process.stdout.write(`${line}\n`));
  const dependencies = createBotParts({ environment, slack, settings, log, logger, meter });
  const statusClient = createStatusClient(slack, logger);
  return {
    configuration: loaded.configuration,
    signingSecret: slack.signingSecret,
    log,
    parts: dependencies,
    statusClient,
    async assemble() {
      const identity = await authenticate(statusClient, log, AbortSignal.timeout(AUTH_TIMEOUT_MS));
      const receiver = createSplitReceiver();
      return { receiver, bot: dependencies.assemble(receiver, identity) };
    },
  };
}
