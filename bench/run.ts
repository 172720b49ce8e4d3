import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIRECTORY, HOME_CREDENTIALS } from '../sandbox/seed/accounts.js';
import { measureAcknowledging } from './acknowledging.js';
import { TABLE } from './aws-and-table.js';
import { startBare, startOurs, startSimulatedServices, type SimulatedServices } from './processes.js';
import { measureLambda } from './lambda.js';
import { IMAGES, measureSharing } from './sharing.js';
import { APPROVALS, SIGNING_SECRET } from './slack-requests.js';
import { measureStarting } from './starting.js';
import { formatTable, type Measurement } from './statistics.js';

const PAUSE_MS = 3_000;

export async function runBench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ami-steward-bench-'));
  const surroundings = await startSimulatedServices(IMAGES);
  try {
    const config = join(folder, 'steward.config.yml');
    await writeFile(config, JSON.stringify(CONFIGURATION));
    const measured = await measureAll(surroundings, environmentFor(surroundings, config));
    process.stdout.write(`${formatTable(measured)}\n`);
  } finally {
    surroundings.stop();
    await rm(folder, { recursive: true });
  }
}

async function measureAll(
  surroundings: SimulatedServices,
  environment: Readonly<Record<string, string>>,
): Promise<readonly Measurement[]> {
  const start = await measureStarting(() => startOurs(environment));
  const lambda = await measureLambda(environment);
  const [bare, ours] = [await startBare(), await startOurs(environment)];
  try {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const memory: Measurement = { name: 'memory at rest', unit: 'MB', ours: ours.memory(), floor: bare.memory() };
    const acknowledging = await measureAcknowledging({ bare, ours }, surroundings);
    return [...acknowledging, ...(await measureSharing(ours, surroundings)), memory, start, ...lambda];
  } finally {
    await Promise.all([bare.stop(), ours.stop()]);
  }
}

/** JSON is YAML. One target needs an approval, the other none. */
const CONFIGURATION = {
  home_region: 'us-east-1',
  accounts: DIRECTORY.map(({ id, name, regions, roleArn, externalId }) => ({
    id,
    name,
    regions,
    role_arn: roleArn,
    external_id: externalId,
  })),
  approvals: {
    channel: APPROVALS,
    rules: [
      { action: 'share', to: ['dev'], auto: true },
      { action: '*', approvers: ['U0ANA'] },
    ],
  },
};

function environmentFor({ slackUrl, awsUrl, dynamoUrl }: SimulatedServices, config: string): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: `${slackUrl}/api/`,
    STEWARD_CONFIG: config,
    STEWARD_TABLE: TABLE,
    LOG_LEVEL: 'warn',
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoUrl,
    AWS_ACCESS_KEY_ID: HOME_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: HOME_CREDENTIALS.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}
