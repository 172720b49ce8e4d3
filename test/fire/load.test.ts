import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDynamoClient, createRequestStore } from '../../src/aws/dynamodb/index.js';
import type { Request } from '../../src/domain/request/types.js';
import { percentile } from '../../bench/statistics.js';
import { startJourney, type Journey } from '../journeys/harness.js';
import { prepareBots, type Bots } from '../journeys/processes.js';
import { numberFromEnvironment } from './random.js';

/*
 * Many requests at once, many clicks in one second, and a long history. LOAD_OPEN, LOAD_CLICKS and LOAD_HISTORY make it
 * heavier.
 */

const OPEN = numberFromEnvironment('LOAD_OPEN', 1_000);
const CLICKS = numberFromEnvironment('LOAD_CLICKS', 100);
const HISTORY = numberFromEnvironment('LOAD_HISTORY', 10_000);
/** So many are stored at once: dynalite answers one after the other, and each within the client's time. */
const AT_ONCE = 20;
const GOLDEN = 'ami-1234567890abcdef0';

let journey: Journey;
let bots: Bots;
let template: Request;
beforeAll(async () => {
  journey = await startJourney({ app: false });
  bots = await prepareBots(journey.sandbox);
  // In a process of its own, as it is run: only its own work counts.
  journey.sandbox.workspace.sendTo((await bots.start('main')).requestUrl);
  const id = await journey.request('U0RITA', '/ami share ami-0c0ffee5e1f2a3b40 with partner');
  template = await journey.sandbox.workspace.waitUntil(async () => {
    const request = await loaded(id);
    return request.lease === undefined && request.notifications.message !== undefined && request;
  });
  await journey.runCommand('U0RITA', `/ami cancel ${id}`);
  await journey.waitForStatus(id, 'Cancelled');
});
afterAll(async () => {
  await bots.close();
  await journey.sandbox.close();
  expect([...bots.loggedErrors(), ...journey.problems()]).toEqual([]);
});

async function loaded(id: string): Promise<Request> {
  const client = createDynamoClient({ region: 'us-east-1' });
  const request = await createRequestStore({ client, table: 'ami-steward' }).load(id);
  client.destroy();
  if (request === undefined) throw new Error(`${id} is not stored`);
  return request;
}

/** Puts copies of a request into the table, as if they had come one a second. */
async function store(count: number, prefix: string, like: Partial<Request>): Promise<void> {
  const client = createDynamoClient({ region: 'us-east-1' });
  const requests = createRequestStore({ client, table: 'ami-steward' });
  const begin = Date.parse('2026-01-01T00:00:00.000Z');
  const numbers = Array.from({ length: count }, (_, number) => number);
  for (let from = 0; from < count; from += AT_ONCE) {
    await Promise.all(
      numbers.slice(from, from + AT_ONCE).map((number) =>
        requests.create({
          ...template,
          ...like,
          id: `AR-${prefix}${number.toString(10).padStart(5, '0')}`,
          version: 1,
          createdAt: new Date(begin + number * 1_000).toISOString(),
        }),
      ),
    );
  }
  client.destroy();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

describe('under load', () => {
  test(
    `${HISTORY} ended requests for one AMI: history and lists answer in pages`,
    async () => {
      const like = { status: 'done', subject: { ...template.subject, imageId: GOLDEN } } as Partial<Request>;
      await store(HISTORY, 'D', { ...like, history: [...template.history] });

      const history = await timed(() => journey.runCommand('U0SAM', `/ami history ${GOLDEN}`));
      const all = await timed(() => journey.runCommand('U0SAM', '/ami requests all'));

      process.stdout.write(`  history: ${history.toFixed(0)} ms, all requests: ${all.toFixed(0)} ms\n`);
    },
    HISTORY * 20 + 60_000,
  );

  test(
    `${OPEN} open requests: due requests are found, and a new one completes`,
    async () => {
      await store(OPEN, 'P', {});

      const id = await journey.request('U0RITA', '/ami share ami-0badcafe1d2e3f400 with partner');
      await journey.press('U0ANA', id, 'approve');

      await journey.waitForStatus(id, 'Done');
    },
    OPEN * 30 + 60_000,
  );

  test(`${CLICKS} simultaneous clicks: one approval counts, all are acknowledged`, async () => {
    const id = await journey.request('U0RITA', '/ami share ami-0badcafe2d3e4f500 with partner');
    const message = journey.messageOf(id);
    if (message === undefined) throw new Error('no message');
    const people = ['U0ANA', 'U0BEN', 'U0SAM', 'U0GUEST', 'U0STRANGER'];

    const times = await Promise.all(
      Array.from({ length: CLICKS }, (_, number) =>
        timed(() => journey.user(people[number % people.length] ?? 'U0ANA').click(message, 'approve')),
      ),
    );

    await journey.waitForStatus(id, 'Done');
    const { history } = await loaded(id);
    expect(history.filter(({ type }) => type === 'approval-given')).toHaveLength(1);
    expect(history.filter(({ type }) => type === 'approved')).toHaveLength(1);
    process.stdout.write(
      `  acknowledged: p50 ${percentile(times, 50).toFixed(0)} ms, p99 ${percentile(times, 99).toFixed(0)} ms\n`,
    );
  });
});
