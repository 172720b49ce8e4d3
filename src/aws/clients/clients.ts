import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { type Account, type Directory, findAccountById, type AccountRegion } from '../../domain/model/directory.js';
import { AccessDenied } from '../../workflows/ports/errors.js';
import type { Attribution } from '../../workflows/ports/call-executor.js';
import type { Clock } from '../../workflows/ports/clock-and-ids.js';
import { partitionOf } from '../partition.js';
import type { RecycleBinClient } from '../rbin/client.js';
import { createConcurrencyLimiter } from './concurrency-limiter.js';
import { type Change, createChangeSessions } from './change-sessions.js';
import { type AssumeRole, createSessionCache, type RoleToAssume, sessionName } from './credentials.js';
import { createLruCache } from './lru-cache.js';
import type { ClientSettings, Credentials, RequestHandler } from './settings.js';
import type { SigV4Client } from './sigv4.js';
import { withCallObserver, withTransportErrors } from './transport.js';
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/**
 * SDK clients by service and place, created on first use and kept. Only EC2's package is loaded at the start; the
 * others are imported on first use. Throws `AccessDenied` for a place without a role in the directory.
 */
export interface Clients {
  /** The client that reads, or the client of a session with this name, which sends each call once. */
  ec2(place: AccountRegion, sessionName?: string): EC2Client;
  /**
   * The client that makes one change of a plan, in a session that allows the plan's calls in that place and nothing
   * else. In an account without a role the change is made with the bot's own credentials.
   */
  ec2ForChange(change: Change): Promise<EC2Client>;
  kms(place: AccountRegion): Promise<KMSClient>;
  autoScaling(place: AccountRegion): Promise<AutoScalingClient>;
  recycleBin(place: AccountRegion): Promise<RecycleBinClient>;
  ssm(place: AccountRegion): Promise<SSMClient>;
  s3(place: AccountRegion): Promise<SigV4Client>;
  iam(place: AccountRegion): Promise<SigV4Client>;
  /** Closes the connections; a client that is used afterwards opens its own again. */
  close(): void;
}

export interface OutgoingCall extends AccountRegion {
  /** `DescribeImages`. */
  readonly operation: string;
}

export interface ClientsOptions {
  readonly directory: Directory;
  /** The Region in which STS is called for the credentials of other accounts. */
  readonly homeRegion: string;
  readonly clock: Clock;
  /** Called before every call is sent, retries included. It may delay the call. */
  readonly beforeCall?: (call: OutgoingCall) => Promise<void>;
  /** How often a read is tried; 3 times without. */
  readonly readAttempts?: number;
  /** Changes are made in sessions with tags and a source identity, which the roles' trust policies must allow. */
  readonly tagSessions?: boolean;
}

const READ_SESSION_NAME = 'ami-steward';

/** The capacity of the session cache, since every request has its own session. The least recently used are dropped. */
const MAX_CLIENTS = 300;

/**
 * The clients over one pool of kept-alive connections. A read is tried several times. A change is sent once: the
 * executor, which recorded that it was sent, decides about a retry.
 */
export function createClients({
  directory,
  homeRegion,
  clock,
  beforeCall,
  readAttempts = 3,
  tagSessions = false,
}: ClientsOptions): Clients {
  const pool = new NodeHttpHandler({ connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true });
  // STS bypasses the concurrency limiter: an EC2 call holding a slot waits for credentials, so limiting STS could
  // deadlock.
  const ungatedHandler = observed(
    withTransportErrors(pool, (send) => send()),
    { account: directory[0].id, region: homeRegion },
  );
  const limiter = createConcurrencyLimiter({ perKey: 8, total: 48 });
  const ec2 = createLruCache<EC2Client>(MAX_CLIENTS);
  const kms = createLruCache<Promise<KMSClient>>(MAX_CLIENTS);
  const autoScaling = createLruCache<Promise<AutoScalingClient>>(MAX_CLIENTS);
  const recycleBin = createLruCache<Promise<RecycleBinClient>>(MAX_CLIENTS);
  const ssm = createLruCache<Promise<SSMClient>>(MAX_CLIENTS);
  const signed = createLruCache<Promise<SigV4Client>>(MAX_CLIENTS);
  // One chain for all: each client of its own would ask the instance's metadata service again.
  const home = new EC2Client({ region: homeRegion, requestHandler: pool });
  const sessions = createSessionCache(
    createRoleAssumer(homeRegion, () => home.config.credentials(), ungatedHandler),
    clock,
  );
  const changeSessions = createChangeSessions(sessions, { tagged: tagSessions });

  function observed(handler: RequestHandler, place: AccountRegion): RequestHandler {
    return beforeCall === undefined
      ? handler
      : withCallObserver(handler, (operation) => beforeCall({ ...place, operation }));
  }

  function credentialsFor(place: AccountRegion, sessionName: string): () => Promise<Credentials> {
    const account = requireActingAccount(directory, place.account);
    const role = roleOf(account, sessionName);
    return role === undefined ? () => home.config.credentials() : sessionProvider(role);
  }

  /** The SDK keeps no copy of these credentials: the session cache refreshes them by the clock of the process. */
  function sessionProvider(role: RoleToAssume): () => Promise<Credentials> {
    return Object.assign(() => sessions(role), { memoized: true });
  }

  function settingsFor(
    place: AccountRegion,
    credentials = credentialsFor(place, READ_SESSION_NAME),
    maxAttempts = readAttempts,
  ): ClientSettings {
    const key = clientKey(place);
    return {
      region: place.region,
      credentials,
      requestHandler: observed(
        withTransportErrors(pool, (send) => limiter.run(key, send)),
        place,
      ),
      retryMode: 'standard',
      maxAttempts,
    };
  }

  function ec2Client(place: AccountRegion, sessionName?: string): EC2Client {
    return ec2.getOrCreate(clientKey(place, sessionName), () =>
      withoutSdkLogger(
        new EC2Client(
          sessionName === undefined ? settingsFor(place) : settingsFor(place, credentialsFor(place, sessionName), 1),
        ),
      ),
    );
  }

  return {
    ec2: ec2Client,
    async ec2ForChange(change) {
      const { account, region } = change.call;
      const name = attributionSessionName(change.attribution);
      const role = roleOf(requireActingAccount(directory, account), name);
      if (role === undefined) return ec2Client({ account, region }, name);
      const limited = await changeSessions(role, change);
      return ec2.getOrCreate(clientKey({ account, region }, `${name} ${limited.policy}`), () =>
        withoutSdkLogger(new EC2Client(settingsFor({ account, region }, sessionProvider(limited), 1))),
      );
    },
    kms(place) {
      return kms.getOrCreate(clientKey(place), async () => {
        const { KMSClient } = await import('@aws-sdk/client-kms');
        return new KMSClient(settingsFor(place));
      });
    },
    autoScaling(place) {
      return autoScaling.getOrCreate(clientKey(place), async () => {
        const { AutoScalingClient } = await import('@aws-sdk/client-auto-scaling');
        return new AutoScalingClient(settingsFor(place));
      });
    },
    recycleBin(place) {
      return recycleBin.getOrCreate(clientKey(place), async () => {
        const { createRecycleBinClient } = await import('../rbin/client.js');
        return createRecycleBinClient(settingsFor(place));
      });
    },
    ssm(place) {
      return ssm.getOrCreate(clientKey(place), async () => {
        const { SSMClient } = await import('@aws-sdk/client-ssm');
        return new SSMClient(settingsFor(place));
      });
    },
    s3(place) {
      return signed.getOrCreate(`s3 ${clientKey(place)}`, async () => {
        const { createSigV4Client } = await import('./sigv4.js');
        const { region } = place;
        const url = `https://s3.${region}.${partitionOf(region).dnsSuffix}`;
        return createSigV4Client(settingsFor(place), { name: 's3', url });
      });
    },
    iam({ account, region }) {
      const { iam } = partitionOf(region);
      const place = { account, region: iam.region };
      return signed.getOrCreate(`iam ${clientKey(place)}`, async () => {
        const { createSigV4Client } = await import('./sigv4.js');
        return createSigV4Client(settingsFor(place), { name: 'iam', url: `https://${iam.host}` });
      });
    },
    close() {
      pool.destroy();
    },
  };
}

/** The SDK copies every response for its logger, even without one: a tenth of the time of a long list. */
function withoutSdkLogger(client: EC2Client): EC2Client {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

/** Whether the bot may act in an account, and in which role. Throws `AccessDenied` with the reason if it may not. */
export function requireActingAccount(directory: Directory, id: string): Account {
  const account = findAccountById(directory, id);
  if (account === undefined) throw new AccessDenied(`the bot has no role in ${id}: it is not in the directory`);
  if (account === directory[0] || account.roleArn !== undefined) return account;
  throw new AccessDenied(`the bot has no role in ${account.name} (${id})`);
}

function roleOf({ roleArn, externalId }: Account, sessionName: string): RoleToAssume | undefined {
  return roleArn === undefined ? undefined : { roleArn, sessionName, ...omitUndefined({ externalId }) };
}

/** The name of the session that makes the changes of one request, and of its client. */
export function attributionSessionName({ requestId, requester }: Attribution): string {
  return sessionName(requestId, requester.userId);
}

function createRoleAssumer(
  region: string,
  credentials: () => Promise<Credentials>,
  requestHandler: RequestHandler,
): AssumeRole {
  return async (role) => {
    const { assumeRole } = await import('./assume-role.js');
    return assumeRole({ region, credentials, requestHandler, retryMode: 'standard', maxAttempts: 3 }, role);
  };
}

function clientKey({ account, region }: AccountRegion, sessionName = ''): string {
  return `${account} ${region} ${sessionName}`;
}

/** The clients and the account directory for read operations. */
export interface AwsReadContext {
  readonly clients: Clients;
  readonly directory: Directory;
}
