import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { createDynamoClient, createScanMemory } from '../aws/dynamodb/index.js';
import { openInventory } from '../aws/inventory/inventory.js';
import { loadConfiguration, type Configuration } from '../config/load.js';
import { stalePolicyOf } from '../config/stale-policy.js';
import { systemClock } from '../identity.js';
import { createLog } from '../log/log.js';
import { isPortFailure, sentenceOf } from '../workflows/errors.js';
import { scanImages, type ScanOptions, type ScanProgress } from '../workflows/stale/scan.js';
import type { ImageVerdict, ScanReport } from '../workflows/stale/types.js';
import { staleTable } from './parts/stale-table.js';
import { verdictJson } from './parts/verdict-json.js';

const USAGE = 'Usage: npm run digest [-- --json]';

// `npm run digest | head` closes the pipe early: whoever reads has enough.
process.stdout.on('error', () => process.exit());

/** How many verdicts. Before the scan below begins: it counts them. */
let printed = 0;

const isJson = readFlags();
const loaded = await loadConfiguration(process.env);
if (isJson === undefined) fail(USAGE);
else if (loaded.kind === 'unusable') fail(loaded.message);
else await run(loaded.configuration, isJson);

/** Scans, and remembers nothing but the usage reports it started: what is new is new since the last digest. */
async function run(configuration: Configuration, json: boolean): Promise<void> {
  const { settings } = configuration;
  const client = createDynamoClient({ region: settings.homeRegion });
  try {
    const progress = process.stderr.isTTY ? { progress: showProgress } : {};
    if (json) await printJson(await scan(configuration, client, { ...progress, take: printVerdicts }));
    else {
      const report = await scan(configuration, client, progress);
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      process.stdout.write(`${staleTable(report, settings.directory)}\n`);
    }
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    fail(`The scan could not be made: ${sentenceOf(error)}`);
  } finally {
    client.destroy();
  }
}

function scan(
  { environment, settings }: Configuration,
  client: ReturnType<typeof createDynamoClient>,
  options: ScanOptions,
): Promise<ScanReport> {
  const { directory, homeRegion } = settings;
  return scanImages(
    {
      openInventory: () => openInventory({ directory, homeRegion, clock: systemClock }),
      memory: createScanMemory({ client, table: environment.table }),
      clock: systemClock,
      log: createLog('error'),
      policy: stalePolicyOf(settings),
    },
    options,
  );
}

/** As they come: a hundred thousand are never held. */
async function printVerdicts(verdicts: readonly ImageVerdict[]): Promise<void> {
  for (const verdict of verdicts) {
    const before = printed === 0 ? '{"images": [\n' : ',\n';
    // Counted before it waits: several places are scanned at once.
    printed += 1;
    await write(`${before}${JSON.stringify(verdictJson(verdict))}`);
  }
}

async function printJson({ scannedAt, apiCalls, problems }: ScanReport): Promise<void> {
  const rest = JSON.stringify({ scannedAt, apiCalls, problems }).slice(1);
  await write(`${printed === 0 ? '{"images": [' : ''}],\n${rest}\n`);
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function showProgress({ places, placesDone, listed, candidates, examined }: ScanProgress): void {
  const bar = '█'.repeat(Math.round((20 * placesDone) / places)).padEnd(20, '░');
  process.stderr.write(`\r\u001b[K${bar} ${listed} AMIs listed, ${examined} of ${candidates} candidates looked into`);
}

/** Whether JSON is asked for; undefined for what is not understood. */
function readFlags(): boolean | undefined {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values.json;
  } catch {
    return undefined;
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
