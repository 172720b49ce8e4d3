import { createDigestBook, type createDynamoClient } from '../../aws/dynamodb/index.js';
import type { BotConfiguration } from '../../config/load.js';
import type { DigestSettings } from '../../config/settings.js';
import { processName, systemClock } from '../../identity.js';
import { createDigestAnnouncer, createSlackClient } from '../../listeners/index.js';
import { createSlackLogger } from '../../log/slack-logger.js';
import { OPERATIONS } from '../../workflows/operations/index.js';
import type { Log } from '../../workflows/ports.js';
import { postDigestNow, type PostedNow } from '../../workflows/post-digest-now.js';
import type { ScanOptions, ScanWorld } from '../../workflows/stale/scan.js';

const LEASE_MS = 30_000;

export interface PostNow {
  readonly configuration: BotConfiguration;
  readonly digest: DigestSettings;
  readonly dynamo: ReturnType<typeof createDynamoClient>;
  readonly scan: ScanWorld;
  readonly log: Log;
}

/** Makes this day's digest, posts it to the digest channel and remembers it, as the bot does on schedule. */
export function postNow(
  { configuration, digest, dynamo, scan, log }: PostNow,
  options: ScanOptions,
): Promise<PostedNow> {
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
      book: createDigestBook({ client: dynamo, table: environment.table }),
      schedule: { cron: schedule, timezone },
      clock: systemClock,
      log,
      holder: processName(),
      leaseMs: LEASE_MS,
    },
    options,
  );
}
