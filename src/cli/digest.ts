import { parseArgs } from 'node:util';
import { createDynamoClient, createRequestStore, createScanMemory } from '../aws/dynamodb/index.js';
import { openInventory } from '../aws/inventory/inventory.js';
import {
  loadBotConfiguration,
  loadConfiguration,
  type BotConfiguration,
  type Configuration,
  type Loaded,
} from '../config/load.js';
import { stalePolicyOf } from '../config/stale-policy.js';
import { systemClock } from '../identity.js';
import { createLog } from '../log/log.js';
import { isPortFailure, sentenceOf } from '../workflows/errors.js';
import { scanImages, type ScanWorld } from '../workflows/stale/scan.js';
import { jsonPrinter, tablePrinter, type ScanPrinter } from './parts/print-scan.js';

/*
 * `npm run digest`: scans and prints, and remembers nothing but the usage reports it started: what is new is new since the
 * last digest. `-- --post` also posts it, as the digest of this day, and remembers it.
 */

const USAGE = 'Usage: npm run digest [-- [--json] [--post]]';

const log = createLog('error');

// `npm run digest | head` closes the pipe early: whoever reads has enough.
process.stdout.on('error', () => process.exit());

const flags = readFlags();
if (flags === undefined) fail(USAGE);
else if (flags.post) await start(await loadBotConfiguration(process.env), (given) => post(given, flags.json));
else await start(await loadConfiguration(process.env), (given) => show(given, flags.json));

async function start<T extends Configuration>(
  loaded: Loaded<T>,
  run: (given: Given<T>) => Promise<void>,
): Promise<void> {
  if (loaded.kind === 'unusable') {
    fail(loaded.message);
    return;
  }
  const { configuration } = loaded;
  const dynamo = createDynamoClient({ region: configuration.settings.homeRegion });
  try {
    await run({ configuration, dynamo, scan: scanWorld(configuration, dynamo) });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    const what = flags?.post === true ? 'The digest could not be made or posted' : 'The scan could not be made';
    fail(`${what}: ${sentenceOf(error)}`);
  } finally {
    dynamo.destroy();
  }
}

interface Given<T> {
  readonly configuration: T;
  readonly dynamo: ReturnType<typeof createDynamoClient>;
  readonly scan: ScanWorld;
}

async function show({ configuration, scan }: Given<Configuration>, json: boolean): Promise<void> {
  const printer = printerFor(configuration, json);
  await printer.print(await scanImages(scan, printer.options));
}

async function post(given: Given<BotConfiguration>, json: boolean): Promise<void> {
  const { digest } = given.configuration.settings;
  if (digest === undefined) {
    fail('--post needs the key digest in the configuration: it says in which channel.');
    return;
  }
  const printer = printerFor(given.configuration, json);
  // Only here: Slack's packages take a while to load.
  const { postNow } = await import('./parts/post-now.js');
  const outcome = await postNow({ ...given, digest, log }, printer.options);
  switch (outcome.kind) {
    case 'posted':
      await printer.print(outcome.digest.report);
      tell(
        `Posted in ${outcome.message.channel} as the digest of ${outcome.day}: the scheduled one of that day is done.`,
      );
      return;
    case 'already':
      tell(
        `Nothing was posted: the digest of ${outcome.day} is in ${outcome.message.channel} already, and a day has one.`,
      );
      return;
    case 'busy':
      fail(`Nothing was posted: another process makes the digest of ${outcome.day} at this moment.`);
  }
}

function printerFor({ settings }: Configuration, json: boolean): ScanPrinter {
  return json ? jsonPrinter() : tablePrinter(settings.directory);
}

function scanWorld({ environment, settings }: Configuration, dynamo: Given<unknown>['dynamo']): ScanWorld {
  const { directory, homeRegion } = settings;
  const kept = { client: dynamo, table: environment.table };
  return {
    openInventory: () => openInventory({ directory, homeRegion, clock: systemClock }),
    memory: createScanMemory(kept),
    requests: createRequestStore(kept),
    clock: systemClock,
    log,
    policy: stalePolicyOf(settings),
  };
}

/** Undefined for what is not understood. */
function readFlags(): { readonly json: boolean; readonly post: boolean } | undefined {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ options: { json: flag, post: flag } }).values;
  } catch {
    return undefined;
  }
}

/** Beside what is printed, which may be read by a program. */
function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}

function fail(message: string): void {
  tell(message);
  process.exitCode = 1;
}
