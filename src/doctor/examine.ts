import { createClients } from '../aws/clients.js';
import { createDynamoClient, tableState } from '../aws/dynamodb/index.js';
import { createCloud } from '../aws/ec2/cloud.js';
import { createExaminer } from '../aws/examine/index.js';
import type { BotConfiguration } from '../config/load.js';
import { systemClock } from '../identity.js';
import { createSlackLogger } from '../log/slack-logger.js';
import { createProbe } from '../server/slack-probe.js';
import type { Log } from '../workflows/ports.js';
import { checkAccounts } from './accounts.js';
import type { Check } from './check.js';
import { checkRules } from './rules.js';
import { checkSlack } from './slack.js';
import { checkClock, checkTable } from './surroundings.js';

/** Looks at everything that the bot needs, and says each part as soon as it is known. Changes nothing anywhere. */
export async function* examine(
  { environment, slack, settings }: BotConfiguration,
  operations: readonly string[],
): AsyncGenerator<Check> {
  yield* checkRules(settings, operations);
  let date: string | null = null;
  const probe = createProbe(slack, createSlackLogger(SILENCE), async (url, init) => {
    const response = await fetch(url, init);
    date = response.headers.get('date') ?? date;
    return response;
  });
  yield* await checkSlack(probe, settings);
  yield checkClock(systemClock.now(), date);

  const { directory, homeRegion } = settings;
  const dynamo = createDynamoClient({ region: homeRegion });
  const clients = createClients({ directory, homeRegion, clock: systemClock });
  try {
    yield await checkTable(environment.table, () => tableState(dynamo, environment.table));
    const cloud = createCloud({ directory, clients, clock: systemClock, log: SILENCE });
    yield* await checkAccounts({ directory, examiner: createExaminer(clients), cloud });
  } finally {
    clients.close();
    dynamo.destroy();
  }
}

/** What is wrong is said by the checks. */
const SILENCE: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
