import { createDigestStore, type createDynamoClient } from '../../aws/dynamodb/index.js';
import type { BotConfiguration } from '../../config/load.js';
import type { DigestSettings } from '../../config/settings.js';
import { createProcessId, systemClock } from '../../composition/clock-and-ids.js';
import { createDigestAnnouncer, createSlackClient } from '../../listeners/index.js';
import { createSlackLogger } from '../../log/slack-logger.js';
import { OPERATIONS } from '../../domain/operations/registry.js';
import type { Log } from '../../workflows/ports/log.js';
import { postDigestNow, type PostNowResult } from '../../workflows/digest/post-digest.js';
import type { ScanOptions, ScanDependencies } from '../../workflows/scan/scan.js';

const LEASE_MS = 30_000;

export interface PostDigestOptions {
  readonly configuration: BotConfiguration;
  readonly digest: DigestSettings;
  readonly dynamo: ReturnType<typeof createDynamoClient>;
  readonly scan: ScanDependencies;
  readonly log: Log;
}

/** Makes this day's digest, posts it to the digest channel and remembers it, as the bot does on schedule. */
export function postNow(
  { configuration, digest, dynamo, scan, log }: PostDigestOptions,
  options: ScanOptions,
): Promise<PostNowResult> {
  const { environment, settings, slack } = configuration;
  const { channel, schedule, timezone, ownerTag } = digest;
  const client = createSlackClient(slack, createSlackLogger(log));
  return postDigestNow(
    {
      scan,
      announcer: createDigestAnnouncer({
        client,
        channel,
        directory: settings.directory,
        ownerTag,
        operations: OPERATIONS,
      }),
      digestStore: createDigestStore({ client: dynamo, table: environment.table }),
      schedule: { cron: schedule, timezone },
      clock: systemClock,
      log,
      ownerId: createProcessId(),
      leaseMs: LEASE_MS,
    },
    options,
  );
}
