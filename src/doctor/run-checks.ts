import { createClients } from '../aws/clients/clients.js';
import { createDynamoClient, tableState } from '../aws/dynamodb/index.js';
import { createEc2Ports } from '../aws/ec2/ec2-ports.js';
import { createPermissionProbe } from '../aws/probe/permission-probe.js';
import type { BotConfiguration } from '../config/load.js';
import { systemClock } from '../composition/clock-and-ids.js';
import { createSlackLogger } from '../log/slack-logger.js';
import { createStatusClient } from '../server/slack-status.js';
import type { Log } from '../workflows/ports/log.js';
import { checkAccounts } from './accounts.js';
import type { CheckResult } from './check.js';
import { checkRules } from './rules.js';
import { checkSlackAccess } from './slack.js';
import { checkClock, checkTable } from './environment.js';

/** Checks everything that the bot needs, and reports each part as soon as it is known. Changes nothing. */
export async function* runChecks(
  { environment, slack, settings }: BotConfiguration,
  actions: readonly string[],
): AsyncGenerator<CheckResult> {
  yield* checkRules(settings, actions);
  let date: string | null = null;
  const statusClient = createStatusClient(slack, createSlackLogger(SILENT_LOG), async (url, init) => {
    const response = await fetch(url, init);
    date = response.headers.get('date') ?? date;
    return response;
  });
  yield* await checkSlackAccess(statusClient, settings);
  yield checkClock(systemClock.now(), date);

  const { directory, homeRegion, sessionTags = false } = settings;
  const dynamo = createDynamoClient({ region: homeRegion });
  const clients = createClients({ directory, homeRegion, clock: systemClock, tagSessions: sessionTags });
  try {
    yield await checkTable(environment.table, () => tableState(dynamo, environment.table));
    const { observer } = createEc2Ports({ directory, clients, clock: systemClock, log: SILENT_LOG });
    yield* await checkAccounts({ directory, probe: createPermissionProbe(clients), observer, sessionTags });
  } finally {
    clients.close();
    dynamo.destroy();
  }
}

/** The checks report the problems. */
const SILENT_LOG: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
