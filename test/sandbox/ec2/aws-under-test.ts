import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { KMSClient } from '@aws-sdk/client-kms';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { startAws, type AwsOptions, type SimulatedAws } from '../../../sandbox/ec2/index.js';
import { ACCOUNTS, DIRECTORY, HOME_CREDENTIALS } from '../../../sandbox/seed/accounts.js';
import { seedAws } from '../../../sandbox/seed/images.js';

const START = new Date('2026-11-24T09:00:00.000Z');

/** The simulator with the sandbox's seed and a clock that stands still, and the vendor's clients for it. */
export interface AwsUnderTest {
  readonly aws: SimulatedAws;
  /** A client of the home account, or of another by its role. */
  ec2(region?: string, account?: string): Promise<EC2Client>;
  kms(region?: string): KMSClient;
  ssm(region?: string): SSMClient;
  autoScaling(region?: string): AutoScalingClient;
  sts(): STSClient;
  /** Lets time pass. */
  advance(seconds: number): void;
  now(): Date;
  close(): Promise<void>;
}

export async function startAwsUnderTest(options: Partial<AwsOptions> = {}): Promise<AwsUnderTest> {
  let now = START;
  const aws = await startAws({ clock: { now: () => now }, seed: seedAws, ...options });
  const clients: { destroy(): void }[] = [];

  function kept<T extends { destroy(): void }>(client: T): T {
    clients.push(client);
    return client;
  }

  function settings(region: string) {
    return { region, endpoint: aws.url, credentials: HOME_CREDENTIALS, maxAttempts: 1 };
  }

  function sts(): STSClient {
    return kept(new STSClient(settings('us-east-1')));
  }

  return {
    aws,
    async ec2(region = 'us-east-1', account = ACCOUNTS.images) {
      if (account === ACCOUNTS.images) return kept(new EC2Client(settings(region)));
      const credentials = await credentialsOf(sts(), account);
      return kept(new EC2Client({ ...settings(region), credentials }));
    },
    kms: (region = 'us-east-1') => kept(new KMSClient(settings(region))),
    ssm: (region = 'us-east-1') => kept(new SSMClient(settings(region))),
    autoScaling: (region = 'us-east-1') => kept(new AutoScalingClient(settings(region))),
    sts,
    advance(seconds) {
      now = new Date(now.getTime() + seconds * 1000);
    },
    now: () => now,
    async close() {
      clients.forEach((client) => client.destroy());
      await aws.close();
    },
  };
}

async function credentialsOf(sts: STSClient, account: string) {
  const { roleArn = '', externalId } = DIRECTORY.find(({ id }) => id === account) ?? {};
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test', ExternalId: externalId }),
  );
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
}
