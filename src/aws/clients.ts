import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Denied } from '../workflows/errors.js';
import { accountOf, type Account, type Directory } from '../workflows/facts/directory.js';
import type { Clock, Errand } from '../workflows/ports.js';
import { createGate } from './gate.js';
import { partitionOf } from './partition.js';
import type { RecycleBinClient } from './rbin/client.js';
import type { ClientSettings, Credentials, Place, RequestHandler } from './settings.js';
import { createShelf } from './shelf.js';
import type { SignedClient } from './signed/client.js';
import { announced, watched } from './transport.js';
import { createSessions, sessionName, type AssumeRole } from './sts/credentials.js';

/**
 * SDK clients by service and place, made when first used and kept. Only EC2's package is there from the start; the others
 * are imported when a read needs them. Throws `Denied` for a place that the directory gives no role for.
 */
export interface Clients {
  /** With the name of an errand the client makes changes in a session of that name; without one it reads. */
  ec2(place: Place, errand?: string): EC2Client;
  kms(place: Place): Promise<KMSClient>;
  autoScaling(place: Place): Promise<AutoScalingClient>;
  recycleBin(place: Place): Promise<RecycleBinClient>;
  ssm(place: Place): Promise<SSMClient>;
  s3(place: Place): Promise<SignedClient>;
  iam(place: Place): Promise<SignedClient>;
  /** Closes the connections; a client that is used afterwards opens its own again. */
  close(): void;
}

export interface OutgoingCall extends Place {
  /** `DescribeImages`. */
  readonly operation: string;
}

export interface ClientsOptions {
  readonly directory: Directory;
  /** Where STS is asked for the credentials of other accounts. */
  readonly homeRegion: string;
  readonly clock: Clock;
  /** Told of every call before it leaves, repeated ones too; it may hold the call up. */
  readonly before?: (call: OutgoingCall) => Promise<void>;
  /** How often a read is tried; 3 times without. */
  readonly readAttempts?: number;
}

const READ_SESSION = 'ami-steward';

/** Beyond so many the least recently used are forgotten: every request has its own session. */
const MOST_CLIENTS = 300;

/**
 * The clients over one pool of connections, kept alive. A read is tried several times. A change is sent once: whether it
 * may be sent again is decided by who recorded that it was sent.
 */
export function createClients({ directory, homeRegion, clock, before, readAttempts = 3 }: ClientsOptions): Clients {
  const pool = new NodeHttpHandler({ connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true });
  // STS answers while a call of EC2 already waits for it: behind the gate they could wait for each other.
  const unhindered = told(
    watched(pool, (send) => send()),
    { account: directory[0].id, region: homeRegion },
  );
  const gate = createGate({ each: 8, overall: 48 });
  const ec2 = createShelf<EC2Client>(MOST_CLIENTS);
  const kms = createShelf<Promise<KMSClient>>(MOST_CLIENTS);
  const autoScaling = createShelf<Promise<AutoScalingClient>>(MOST_CLIENTS);
  const recycleBin = createShelf<Promise<RecycleBinClient>>(MOST_CLIENTS);
  const ssm = createShelf<Promise<SSMClient>>(MOST_CLIENTS);
  const signed = createShelf<Promise<SignedClient>>(MOST_CLIENTS);
  // One chain for all: each client of its own would ask the instance's metadata service again.
  const home = new EC2Client({ region: homeRegion, requestHandler: pool });
  const session = createSessions(
    assumeRoleBy(homeRegion, () => home.config.credentials(), unhindered),
    clock,
  );

  function told(handler: RequestHandler, place: Place): RequestHandler {
    return before === undefined ? handler : announced(handler, (operation) => before({ ...place, operation }));
  }

  function credentialsFor(account: Account, errand: string | undefined): () => Promise<Credentials> {
    const { roleArn, externalId } = account;
    if (roleArn === undefined) return () => home.config.credentials();
    const role = { roleArn, sessionName: errand ?? READ_SESSION, ...(externalId === undefined ? {} : { externalId }) };
    return () => session(role);
  }

  function settingsFor(place: Place, errand?: string): ClientSettings {
    const key = keyOf(place);
    return {
      region: place.region,
      credentials: credentialsFor(actingAccount(directory, place.account), errand),
      requestHandler: told(
        watched(pool, (send) => gate.run(key, send)),
        place,
      ),
      retryMode: 'standard',
      maxAttempts: errand === undefined ? readAttempts : 1,
    };
  }

  return {
    ec2(place, errand) {
      return ec2.take(keyOf(place, errand), () => unlogged(new EC2Client(settingsFor(place, errand))));
    },
    kms(place) {
      return kms.take(keyOf(place), async () => {
        const { KMSClient } = await import('@aws-sdk/client-kms');
        return new KMSClient(settingsFor(place));
      });
    },
    autoScaling(place) {
      return autoScaling.take(keyOf(place), async () => {
        const { AutoScalingClient } = await import('@aws-sdk/client-auto-scaling');
        return new AutoScalingClient(settingsFor(place));
      });
    },
    recycleBin(place) {
      return recycleBin.take(keyOf(place), async () => {
        const { createRecycleBinClient } = await import('./rbin/client.js');
        return createRecycleBinClient(settingsFor(place));
      });
    },
    ssm(place) {
      return ssm.take(keyOf(place), async () => {
        const { SSMClient } = await import('@aws-sdk/client-ssm');
        return new SSMClient(settingsFor(place));
      });
    },
    s3(place) {
      return signed.take(`s3 ${keyOf(place)}`, async () => {
        const { createSignedClient } = await import('./signed/client.js');
        const { region } = place;
        const url = `https://s3.${region}.${partitionOf(region).dnsSuffix}`;
        return createSignedClient(settingsFor(place), { name: 's3', url });
      });
    },
    iam({ account, region }) {
      const { iam } = partitionOf(region);
      const place = { account, region: iam.region };
      return signed.take(`iam ${keyOf(place)}`, async () => {
        const { createSignedClient } = await import('./signed/client.js');
        return createSignedClient(settingsFor(place), { name: 'iam', url: `https://${iam.host}` });
      });
    },
    close() {
      pool.destroy();
    },
  };
}

/** The SDK copies every answer for its log, also where it has none: a tenth of what a long list takes. */
function unlogged(client: EC2Client): EC2Client {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

/** Whether and as whom the bot may act in an account: throws `Denied` with the reason when it may not. */
export function actingAccount(directory: Directory, id: string): Account {
  const account = accountOf(directory, id);
  if (account === undefined) throw new Denied(`the bot has no role in ${id}: it is not in the directory`);
  if (account === directory[0] || account.roleArn !== undefined) return account;
  throw new Denied(`the bot has no role in ${account.name} (${id})`);
}

/** The name of the session that makes the changes of one request, and of its client. */
export function errandName({ requestId, requester }: Errand): string {
  return sessionName(requestId, requester.userId);
}

function assumeRoleBy(
  region: string,
  credentials: () => Promise<Credentials>,
  requestHandler: RequestHandler,
): AssumeRole {
  return async (role) => {
    const { assumeRole } = await import('./sts/assume-role.js');
    return assumeRole({ region, credentials, requestHandler, retryMode: 'standard', maxAttempts: 3 }, role);
  };
}

function keyOf({ account, region }: Place, errand = ''): string {
  return `${account} ${region} ${errand}`;
}
