import {
  CreateImageCommand,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeSnapshotAttributeCommand,
  EC2Client,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
  RunInstancesCommand,
  type Image,
  type Instance,
} from '@aws-sdk/client-ec2';
import { startApp, type RunningApp } from '../../src/app.js';
import { createDynamoClient, createTable } from '../../src/aws/dynamodb/index.js';
import type { Settings } from '../../src/config/settings.js';
import type { Rule } from '../../src/domain/policy/types.js';
import type { Workspace } from '../../sandbox/slack/workspace.js';
import type { Message } from '../../sandbox/slack/state/entities.js';
import { openWorkspace, SIGNING_SECRET, TOKENS } from '../sandbox/slack/open-workspace.js';
import { silentLog } from '../workflows/context.js';

interface Golden {
  readonly imageId: string;
  readonly snapshotId: string;
}

/** The real app between the sandbox's Slack and moto's EC2, STS and DynamoDB. */
export interface StewardOnMoto {
  readonly workspace: Workspace;
  /** An AMI of the home account in us-east-1, with one snapshot. */
  readonly golden: Golden;
  /** Rita types it in #general. */
  ask(command: string): Promise<void>;
  /** Ana approves the request's message, the only one in the approvals channel. */
  approve(): Promise<void>;
  /** The message of a request, of the one that says this, as soon as it says so. */
  shows(word: string, of?: string): Promise<Message>;
  /** The next private answer to Rita that has this in it. */
  answers(text: string): Promise<Message>;
  /** Those that an account owns, by default the home account. */
  imagesNamed(name: string, region: string, owner?: string): Promise<readonly Image[]>;
  instancesOf(imageId: string): Promise<readonly Instance[]>;
  /** Shares the golden AMI and its snapshot with prod, without the bot. */
  shareAtOnce(): Promise<void>;
  /** The accounts that the golden AMI and its snapshot are shared with. */
  sharedWith(): Promise<{ readonly launch: readonly string[]; readonly volumes: readonly string[] }>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** moto gives every credential that is not of an assumed role to this account. */
const HOME = '123456789012';
export const PROD = '111122223333';
const TABLE = 'requests';

const approval: Rule['effect'] = { kind: 'approval', approvers: ['S0PLATFORM'], required: 1 };

function settings(rules: readonly Rule[]): Settings {
  return {
    homeRegion: 'us-east-1',
    directory: [
      { id: HOME, name: 'images', regions: ['us-east-1', 'eu-west-1'] },
      { id: PROD, name: 'prod', regions: ['us-east-1'], roleArn: `arn:aws:iam::${PROD}:role/ami-steward` },
    ],
    approvals: {
      channel: 'C0APPROVALS',
      policy: {
        rules: [...rules, { action: ['*'], effect: approval }],
        expireAfterMs: 3.6e6,
        remindAfterMs: 1.8e6,
        guests: 'refuse',
      },
    },
  };
}

/** `inUse` adds a rule by which AMIs that are or may be in use can be taken away. */
export async function startStewardOnMoto(url: string, { inUse = false } = {}): Promise<StewardOnMoto> {
  await fetch(`${url}/moto-api/reset`, { method: 'POST' });
  const before = { ...process.env };
  Object.assign(process.env, { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'moto', AWS_SECRET_ACCESS_KEY: 'moto' });
  const ec2 = new Map(['us-east-1', 'eu-west-1'].map((region) => [region, new EC2Client({ region })]));
  const home = clientIn('us-east-1');
  const golden = await makeImage(home);
  const dynamo = createDynamoClient({ region: 'us-east-1' });
  await createTable({ client: dynamo, table: TABLE, pauseMs: 10 });
  const { workspace, close } = await openWorkspace();
  let app = await start();

  function clientIn(region: string): EC2Client {
    const client = ec2.get(region);
    if (client === undefined) throw new Error(`There is no client in ${region}`);
    return client;
  }

  async function start(): Promise<RunningApp> {
    const started = await startApp({
      environment: { port: 0, table: TABLE },
      slack: { mode: 'http', botToken: TOKENS.bot, apiUrl: workspace.apiUrl, signingSecret: SIGNING_SECRET },
      settings: settings(inUse ? [{ action: ['deregister'], inUse: true, effect: approval }] : []),
      log: silentLog,
      host: '127.0.0.1',
      leaseMs: 3_000,
      pollMs: 200,
    });
    workspace.sendTo(`http://127.0.0.1:${String(started.port)}/slack/events`);
    return started;
  }

  async function shows(word: string, of = ''): Promise<Message> {
    return workspace.waitUntil(
      () => workspace.messages('C0APPROVALS').find((message) => says(message, word) && says(message, of)),
      { timeoutMs: 30_000 },
    );
  }

  return {
    workspace,
    golden,
    async ask(command) {
      await workspace.user('U0RITA').command('C0GENERAL', command);
    },
    async approve() {
      await workspace.user('U0ANA').click(await shows('Waiting for approval'), 'approve');
    },
    shows,
    answers: (text) =>
      workspace.waitUntil(
        () =>
          workspace
            .user('U0RITA')
            .ephemeralMessages()
            .find((message) => says(message, text)),
        { timeoutMs: 30_000 },
      ),
    async imagesNamed(name, region, owner = HOME) {
      const filter = { Filters: [{ Name: 'name', Values: [name] }], Owners: [owner] };
      const { Images = [] } = await clientIn(region).send(new DescribeImagesCommand(filter));
      return Images;
    },
    async instancesOf(imageId) {
      const filter = { Filters: [{ Name: 'image-id', Values: [imageId] }] };
      const { Reservations = [] } = await home.send(new DescribeInstancesCommand(filter));
      return Reservations.flatMap(({ Instances = [] }) => Instances);
    },
    async shareAtOnce() {
      const launch = { Add: [{ UserId: PROD }] };
      await home.send(new ModifyImageAttributeCommand({ ImageId: golden.imageId, LaunchPermission: launch }));
      await home.send(
        new ModifySnapshotAttributeCommand({
          SnapshotId: golden.snapshotId,
          Attribute: 'createVolumePermission',
          OperationType: 'add',
          UserIds: [PROD],
        }),
      );
    },
    async sharedWith() {
      const { LaunchPermissions = [] } = await home.send(
        new DescribeImageAttributeCommand({ ImageId: golden.imageId, Attribute: 'launchPermission' }),
      );
      const { CreateVolumePermissions = [] } = await home.send(
        new DescribeSnapshotAttributeCommand({ SnapshotId: golden.snapshotId, Attribute: 'createVolumePermission' }),
      );
      return {
        launch: LaunchPermissions.flatMap(({ UserId = [] }) => UserId),
        volumes: CreateVolumePermissions.flatMap(({ UserId = [] }) => UserId),
      };
    },
    async restart() {
      await app.stop();
      app = await start();
    },
    async close() {
      await app.stop();
      await close();
      dynamo.destroy();
      for (const client of ec2.values()) client.destroy();
      process.env = before;
    },
  };
}

function says(message: Message, text: string): boolean {
  return JSON.stringify([message.text, message.blocks]).includes(text);
}

async function makeImage(ec2: EC2Client): Promise<Golden> {
  const { Images: [base] = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }));
  const { Instances: [instance] = [] } = await ec2.send(
    new RunInstancesCommand({ ImageId: base?.ImageId, MinCount: 1, MaxCount: 1, InstanceType: 't3.micro' }),
  );
  const { ImageId: imageId = '' } = await ec2.send(
    new CreateImageCommand({ InstanceId: instance?.InstanceId, Name: 'golden' }),
  );
  const { Images: [made] = [] } = await ec2.send(new DescribeImagesCommand({ ImageIds: [imageId] }));
  return { imageId, snapshotId: made?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? '' };
}
