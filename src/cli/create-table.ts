import { existsSync } from 'node:fs';
import { createDynamoClient, createTable, type TableChange } from '../aws/dynamodb/index.js';
import { DEFAULT_CONFIG_FILE, readEnvironment } from '../config/environment.js';
import { loadConfiguration } from '../config/load.js';
import { problemsText } from '../config/problems.js';
import { isPortFailure, type PortFailure } from '../workflows/errors.js';

interface Destination {
  readonly table: string;
  readonly region: string;
}

const destination = await readDestination();
if (typeof destination === 'string') fail(destination);
else await create(destination);

/** Where the table is to be, or why that is not known. The table can be made before there is a configuration file. */
async function readDestination(): Promise<Destination | string> {
  const environment = readEnvironment(process.env);
  if (environment.kind === 'problems') {
    return problemsText([{ name: 'the environment', problems: environment.problems }]);
  }
  const { table, region, configFile } = environment.value;
  if (configFile === DEFAULT_CONFIG_FILE && !existsSync(configFile)) return { table, region };
  const loaded = await loadConfiguration(process.env);
  return loaded.kind === 'loaded' ? { table, region: loaded.configuration.settings.homeRegion } : loaded.message;
}

async function create({ table, region }: Destination): Promise<void> {
  const client = createDynamoClient({ region });
  try {
    await createTable({ client, table, report: (change) => say(wordsFor(change, table)) });
    say(`The table ${table} in ${region} is ready.`);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    fail(`The table ${table} in ${region} could not be made ready: ${reasonOf(error)}`);
  } finally {
    client.destroy();
  }
}

function wordsFor(change: TableChange, table: string): string {
  switch (change.kind) {
    case 'table':
      return `Created the table ${table} with its indexes.`;
    case 'index':
      return `Added the index ${change.index} to the table ${table}.`;
  }
}

function reasonOf(failure: PortFailure): string {
  const hint = failure.kind === 'refused' ? failure.advice : failure.kind === 'denied' ? failure.permission : undefined;
  return hint === undefined ? failure.message : `${failure.message} (${hint})`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
