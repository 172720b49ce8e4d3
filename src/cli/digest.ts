import { parseArgs } from 'node:util';
import { createDynamoClient, createRequestStore, createScanStores } from '../aws/dynamodb/index.js';
import { openInventory } from '../aws/inventory/inventory.js';
import {
  loadBotConfiguration,
  loadConfiguration,
  type BotConfiguration,
  type Configuration,
  type LoadResult,
} from '../config/load.js';
import { toStalePolicy } from '../config/settings.js';
import { systemClock } from '../composition/clock-and-ids.js';
import { createLog } from '../log/log.js';
import { isPortFailure, describeFailure } from '../workflows/ports/errors.js';
import { scanImages, type ScanDependencies } from '../workflows/scan/scan.js';
import { jsonPrinter, tablePrinter, type ScanPrinter } from './parts/print-scan.js';

/*
 * `npm run digest`: scans and prints, and stores nothing but the usage reports that it starts: changes count from the
 * last digest. `-- --post` also posts it as the digest of this day, and stores it.
 */

const USAGE = 'Usage: npm run digest [-- [--json] [--post]]';

const log = createLog('error');

// `npm run digest | head` closes the pipe early. That is no error.
process.stdout.on('error', () => process.exit());

const flags = readFlags();
if (flags === undefined) fail(USAGE);
else if (flags.post) await start(await loadBotConfiguration(process.env), (given) => post(given, flags.json));
else await start(await loadConfiguration(process.env), (given) => printScan(given, flags.json));

async function start<T extends Configuration>(
  loaded: LoadResult<T>,
  run: (given: RunContext<T>) => Promise<void>,
): Promise<void> {
  if (loaded.kind === 'invalid') {
    fail(loaded.message);
    return;
  }
  const { configuration } = loaded;
  const dynamo = createDynamoClient({ region: configuration.settings.homeRegion });
  try {
    await run({ configuration, dynamo, scan: createScanDependencies(configuration, dynamo) });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    const summary = flags?.post === true ? 'The digest could not be made or posted' : 'The scan could not be made';
    fail(`${summary}: ${describeFailure(error)}`);
  } finally {
    dynamo.destroy();
  }
}

interface RunContext<T> {
  readonly configuration: T;
  readonly dynamo: ReturnType<typeof createDynamoClient>;
  readonly scan: ScanDependencies;
}

async function printScan({ configuration, scan }: RunContext<Configuration>, json: boolean): Promise<void> {
  const printer = printerFor(configuration, json);
  await printer.print(await scanImages(scan, printer.scanOptions));
}

async function post(context: RunContext<BotConfiguration>, json: boolean): Promise<void> {
  const { digest } = context.configuration.settings;
  if (digest === undefined) {
    fail('--post needs the key digest in the configuration, which names the channel.');
    return;
  }
  const printer = printerFor(context.configuration, json);
  // Only here: Slack's packages take a while to load.
  const { postNow } = await import('./parts/post-digest.js');
  const outcome = await postNow({ ...context, digest, log }, printer.scanOptions);
  switch (outcome.kind) {
    case 'posted':
      await printer.print(outcome.digest.report);
      printError(
        `Posted in ${outcome.message.channel} as the digest of ${outcome.day}: the scheduled one of that day is done.`,
      );
      return;
    case 'already-posted':
      printError(
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

function createScanDependencies(
  { environment, settings }: Configuration,
  dynamo: RunContext<unknown>['dynamo'],
): ScanDependencies {
  const { directory, homeRegion } = settings;
  const tableOptions = { client: dynamo, table: environment.table };
  return {
    openInventory: () => openInventory({ directory, homeRegion, clock: systemClock }),
    ...createScanStores(tableOptions),
    requests: createRequestStore(tableOptions),
    clock: systemClock,
    log,
    policy: toStalePolicy(settings),
  };
}

/** `undefined` for invalid arguments. */
function readFlags(): { readonly json: boolean; readonly post: boolean } | undefined {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ options: { json: flag, post: flag } }).values;
  } catch {
    return undefined;
  }
}

/** On standard error, since a program may read standard output. */
function printError(message: string): void {
  process.stderr.write(`${message}\n`);
}

function fail(message: string): void {
  printError(message);
  process.exitCode = 1;
}
