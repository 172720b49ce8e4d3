import { createDynamoClient, createRequestStore } from '../aws/dynamodb/index.js';
import { systemClock } from '../composition/clock-and-ids.js';
import { isPortFailure, describeFailure } from '../workflows/ports/errors.js';
import { returnAfterRestore, type RestoredRequest } from '../workflows/requests/return-after-restore.js';
import { readPostingTarget, type PostingTarget } from './parts/posting-target.js';

const destination = await readPostingTarget(process.env);
if (typeof destination === 'string') fail(destination);
else await run(destination);

async function run({ table, region }: PostingTarget): Promise<void> {
  const client = createDynamoClient({ region });
  let count = 0;
  try {
    const store = createRequestStore({ client, table });
    for await (const restored of returnAfterRestore(store, systemClock.now().toISOString())) {
      count += 1;
      printLine(lineFor(restored));
    }
    printLine(
      `${count === 1 ? '1 request' : `${count} requests`} in the table ${table} in ${region}. Start the processes.`,
    );
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    fail(`The table ${table} in ${region} could not be processed: ${describeFailure(error)}. Run the command again.`);
  } finally {
    client.destroy();
  }
}

function lineFor({ id, outcome }: RestoredRequest): string {
  return outcome === 'returned'
    ? `${id}: returned to its approvers.`
    : `${id}: failed, because it needs no approval. Its requester can press Retry.`;
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
