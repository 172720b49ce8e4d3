import { createDynamoClient, createTable, type TableChange } from '../aws/dynamodb/index.js';
import { readDestination, type Destination } from './parts/destination.js';
import { isPortFailure, sentenceOf } from '../workflows/errors.js';

const destination = await readDestination(process.env);
if (typeof destination === 'string') fail(destination);
else await create(destination);

async function create({ table, region }: Destination): Promise<void> {
  const client = createDynamoClient({ region });
  try {
    await createTable({ client, table, report: (change) => say(wordsFor(change, table)) });
    say(`The table ${table} in ${region} is ready.`);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    fail(`The table ${table} in ${region} could not be made ready: ${sentenceOf(error)}`);
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

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
