import { createBotParts, type BotParts } from '../bot.js';
import { readSecret } from '../aws/secrets-manager/read-secret.js';
import { loadBotConfiguration, type BotConfiguration } from '../config/load.js';
import { systemClock } from '../identity.js';
import { createLog } from '../log/log.js';
import { createSlackLogger } from '../log/slack-logger.js';
import { embeddedMeter } from '../metrics/embedded.js';
import { createProbe, identify } from '../server/slack-probe.js';
import type { Log } from '../workflows/ports.js';
import { createSplitReceiver } from './receiver.js';
import type { WorkerBot } from './worker-function.js';

/** What each function makes at its cold start. */
export interface Surroundings {
  readonly configuration: BotConfiguration;
  readonly signingSecret: string;
  readonly log: Log;
  readonly parts: BotParts;
  readonly probe: ReturnType<typeof createProbe>;
  /** Asks Slack who the bot is, and assembles it. */
  assemble(): Promise<WorkerBot & { readonly receiver: ReturnType<typeof createSplitReceiver> }>;
}

/** Slack's part of a cold start has to fit into the 3 seconds of the request that caused it. */
const IDENTIFY_WITHIN_MS = 2_000;

/**
 * Reads the environment, the secret that it names, and the configuration file. Throws with one readable message when
 * something is missing or malformed: Lambda logs it and tries again with the next request.
 */
export async function surroundingsFor(variables: NodeJS.ProcessEnv): Promise<Surroundings> {
  const arn = variables.STEWARD_SECRET_ARN;
  const secret = arn === undefined || arn === '' ? {} : await readSecret(arn);
  const loaded = await loadBotConfiguration({ ...variables, ...secret });
  if (loaded.kind === 'unusable') throw new Error(loaded.message);
  const { environment, slack, settings } = loaded.configuration;
  if (slack.mode === 'socket') throw new Error('SLACK_APP_TOKEN is set: a Lambda function cannot keep a socket open.');
  const log = createLog(environment.logLevel);
  const logger = createSlackLogger(log);
  const meter = embeddedMeter(systemClock, (line) => process.stdout.write(`${line}\n`));
  const parts = createBotParts({ environment, slack, settings, log, logger, meter });
  const probe = createProbe(slack, logger);
  return {
    configuration: loaded.configuration,
    signingSecret: slack.signingSecret,
    log,
    parts,
    probe,
    async assemble() {
      const identity = await identify(probe, log, AbortSignal.timeout(IDENTIFY_WITHIN_MS));
      const receiver = createSplitReceiver();
      return { receiver, bot: parts.assemble(receiver, identity) };
    },
  };
}
