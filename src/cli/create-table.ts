import { createDynamoClient, createTable, type TableChange } from '../aws/dynamodb/index.js';
import { readPostingTarget, type PostingTarget } from './parts/posting-target.js';
import { isPortFailure, describeFailure } from '../workflows/ports/errors.js';

const destination = await readPostingTarget(process.env);
if (typeof destination === 'string') fail(destination);
else await create(destination);

async function create({ table, region }: PostingTarget): Promise<void> {
  const client = createDynamoClient({ region });
  try {
    await createTable({ client, table, onChange: (change) => printLine(changeText(change, table)) });
    printLine(`The table ${table} in ${region} is ready.`);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    fail(`The table ${table} in ${region} could not be made ready: ${describeFailure(error)}`);
  } finally {
    client.destroy();
  }
}

function changeText(change: TableChange, table: string): string {
  switch (change.kind) {
    case 'table':
      return `Created the table ${table} with its indexes.`;
    case 'index':
      return `Added the index ${change.index} to the table ${table}.`;
    case 'expiry':
      return `Enabled time to live for the table ${table}.`;
  }
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
