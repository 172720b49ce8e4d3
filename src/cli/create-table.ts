import { existsSync } from 'node:fs';
import { createDynamoClient, createTable } from '../aws/dynamodb/index.js';
import { readEnvironment, type Environment } from '../config/environment.js';
import { loadConfiguration } from '../config/load.js';
import { problemsText } from '../config/problems.js';
import { isPortFailure } from '../workflows/errors.js';

/** Where the table is to be. The table can be made before there is a configuration file. */
type Destination = { readonly table: string; readonly region: string } | { readonly problem: string };

const destination = await readDestination();
if ('problem' in destination) fail(destination.problem);
else await create(destination);

async function readDestination(): Promise<Destination> {
  const environment = readEnvironment(process.env);
  if (environment.kind === 'problems') {
    return { problem: problemsText([{ name: 'the environment', problems: environment.problems }]) };
  }
  return existsSync(environment.value.configFile) ? fromFile() : fromEnvironment(environment.value);
}

async function fromFile(): Promise<Destination> {
  const loaded = await loadConfiguration(process.env);
  if (loaded.kind === 'unusable') return { problem: loaded.message };
  const { environment, settings } = loaded.configuration;
  return { table: environment.table, region: settings.homeRegion };
}

function fromEnvironment({ table, region }: Environment): Destination {
  return { table, region };
}

async function create({ table, region }: Exclude<Destination, { problem: string }>): Promise<void> {
  const client = createDynamoClient({ region });
  try {
    await createTable({ client, table, report: (line) => void process.stdout.write(`${line}\n`) });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    fail(`Table ${table} in ${region}: ${error.message}`);
  } finally {
    client.destroy();
  }
}

function fail(message: string): void {
  process.stderr.write(`The table was not created.\n${message}\n`);
  process.exitCode = 1;
}
