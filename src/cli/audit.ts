import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { createDynamoClient, createRequestStore, createScanStores } from '../aws/dynamodb/index.js';
import { systemClock } from '../composition/clock-and-ids.js';
import { readPostingTarget, type PostingTarget } from './parts/posting-target.js';
import { isPortFailure, describeFailure } from '../workflows/ports/errors.js';
import { exportAudit } from '../workflows/requests/export-audit.js';

const USAGE = 'Usage: npm run audit [-- --since <date>], with a date such as 2026-11-01 or 2026-11-01T09:00:00Z';
const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/;

// `npm run audit | head` closes the pipe early. That is no error.
process.stdout.on('error', () => process.exit());

const destination = await readPostingTarget(process.env);
const since = readSince();
if (typeof destination === 'string') fail(destination);
else if (since === undefined) fail(USAGE);
else await print(destination, since);

async function print({ table, region }: PostingTarget, from: string): Promise<void> {
  const client = createDynamoClient({ region });
  try {
    const records = {
      store: createRequestStore({ client, table }),
      ...createScanStores({ client, table }),
    };
    const now = systemClock.now().toISOString();
    for await (const record of exportAudit(records, { since: from, now })) {
      // A pipe that is read slowly must not fill the memory.
      if (!process.stdout.write(`${JSON.stringify(record)}\n`)) await once(process.stdout, 'drain');
    }
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    fail(`The table ${table} in ${region} cannot be read: ${describeFailure(error)}`);
  } finally {
    client.destroy();
  }
}

/** The start time. The beginning of time if absent, `undefined` for an invalid date. */
function readSince(): string | undefined {
  try {
    const { since: given = '1970-01-01' } = parseArgs({ options: { since: { type: 'string' } } }).values;
    const at = DATE.test(given) ? Date.parse(given) : NaN;
    return Number.isNaN(at) ? undefined : new Date(at).toISOString();
  } catch {
    return undefined;
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
