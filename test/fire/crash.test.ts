import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDynamoClient, createRequestStore } from '../../src/aws/dynamodb/index.js';
import type { Request } from '../../src/domain/request/types.js';
import { ACCOUNTS } from '../../sandbox/seed/accounts.js';
import { startJourney, type Journey } from '../journeys/harness.js';
import { prepareBots, type BotProcess, type Bots } from '../journeys/processes.js';
import { addImages } from './images.js';
import { numberFromEnvironment, pick, randomFrom } from './random.js';

/*
 * Many approved requests, and two processes that are killed at random moments until all requests have ended. The same
 * moments for the same seed; CRASH_REQUESTS and CRASH_SEED make it longer and another.
 */

const REQUESTS = numberFromEnvironment('CRASH_REQUESTS', 200);
const SEED = numberFromEnvironment('CRASH_SEED', 20_261_126);
const TIMEOUT_MS = 90_000 + REQUESTS * 1_000;

const RULES = [
  { action: 'deregister', in_use: true, approvers: ['S0PLATFORM'] },
  { action: '*', approvers: ['S0PLATFORM'] },
];

/** What is asked for, by turns, and what EC2 is like once it was done exactly once. */
interface Kind {
  readonly line: (image: string, number: number) => string;
  readonly isDone: (image: string, number: number) => unknown;
  readonly done: unknown;
}

let journey: Journey;
let bots: Bots;
const random = randomFrom(SEED);

function imageOf(id: string) {
  return journey.sandbox.aws.store.get('images', id);
}

const KINDS: readonly Kind[] = [
  {
    line: (image) => `/ami share ${image} with partner`,
    isDone: (image) =>
      imageOf(image)?.launchPermissions.filter((permission) => JSON.stringify(permission).includes(ACCOUNTS.partner))
        .length,
    done: 1,
  },
  {
    line: (image) => `/ami unshare ${image} from prod`,
    isDone: (image) => imageOf(image)?.launchPermissions,
    done: [],
  },
  {
    line: (image, number) => `/ami copy ${image} to eu-west-1 as crash-${number}`,
    isDone: (image) =>
      journey.sandbox.aws.store
        .all('images')
        .filter(({ sourceImageId }) => sourceImageId === image)
        .map(({ state, region }) => ({ state, region })),
    done: [{ state: 'available', region: 'eu-west-1' }],
  },
  {
    line: (image) => `/ami deregister ${image} with snapshots`,
    isDone: (image) => imageOf(image)?.state ?? 'deregistered',
    done: 'deregistered',
  },
];

function kindOf(number: number): Kind {
  const kind = KINDS[number % KINDS.length];
  if (kind === undefined) throw new Error('no kind');
  return kind;
}

beforeAll(async () => {
  journey = await startJourney({ app: false, copySeconds: 1 });
  bots = await prepareBots(journey.sandbox, RULES);
});
afterAll(async () => {
  await bots.close();
  await journey.sandbox.close();
});

describe(`${REQUESTS} requests with randomly killed processes (seed ${SEED})`, () => {
  let images: readonly string[];
  let ids: readonly string[];
  let requests: readonly Request[];
  let kills = 0;

  test(
    'all end as done',
    async () => {
      images = addImages(journey.sandbox, REQUESTS);
      const first = await start();
      ids = await askForAll(images);
      const running = [first, await start()];
      slowDownSomeCalls();
      let waiting = [...ids];
      const began = performance.now();

      // The approvers press while processes are killed and started. A click that a killed process had accepted is lost, so it is repeated.
      while (performance.now() - began < TIMEOUT_MS) {
        const approving = waiting.splice(0, 12);
        await Promise.all(approving.map((id) => journey.press('U0ANA', id, 'approve')));
        await pause(150 + random() * 600);
        kills += 1;
        await running.shift()?.kill();
        running.push(await start());
        if (waiting.length > 0) continue;
        const states = await statesOf(ids);
        if (states.every(({ status }) => status === 'done')) break;
        waiting = states.filter(({ status }) => status === 'pending').map(({ id }) => id);
        if (waiting.length === 0) await pause(4_000);
      }

      requests = await statesOf(ids);
      expect(requests.filter(({ status }) => status !== 'done').map(({ id, status }) => [id, status])).toEqual([]);
      expect(kills).toBeGreaterThan(REQUESTS / 20);
    },
    TIMEOUT_MS + 60_000,
  );

  test('are each executed exactly once', () => {
    const wrong = images.flatMap((image, number) => {
      const { line, isDone, done } = kindOf(number);
      const found = isDone(image, number);
      return JSON.stringify(found) === JSON.stringify(done) ? [] : [[line(image, number), found]];
    });

    expect(wrong).toEqual([]);
  });

  test('are each approved by one user and started once', () => {
    const wrong = requests.filter(({ history }) =>
      ['approval-given', 'approved', 'done'].some(
        (type) => history.filter((event) => event.type === type).length !== 1,
      ),
    );

    expect(wrong.map(({ plan, history }) => [plan.title, history])).toEqual([]);
  });

  test('all have a message with the status Done and a notified requester', async () => {
    const stable = await start();
    for (const id of ids) await journey.waitForStatus(id, 'Done');
    for (const id of ids) await journey.waitForDirectMessage('U0RITA', id, 'Done');
    await stable.kill();

    expect(journey.sandbox.workspace.violations).toEqual([]);
    expect(bots.loggedErrors()).toEqual([]);
  });

  async function start(): Promise<BotProcess> {
    const bot = await bots.start('bot');
    journey.sandbox.workspace.sendTo(bot.requestUrl);
    return bot;
  }

  async function askForAll(about: readonly string[]): Promise<readonly string[]> {
    const asked: string[] = [];
    for (const [number, image] of about.entries()) {
      asked.push(await journey.request('U0RITA', kindOf(number).line(image, number)));
    }
    return asked;
  }

  /** So that some processes die between a call and the record of its answer. */
  function slowDownSomeCalls(): void {
    const { faults } = journey.sandbox.aws;
    for (let count = 0; count < REQUESTS / 4; count += 1) {
      const operation = pick(random, [
        'CopyImage',
        'DeregisterImage',
        'ModifyImageAttribute',
        'ModifySnapshotAttribute',
      ]);
      faults.inject({ operation, times: 1, fault: { kind: 'slow', ms: Math.round(random() * 700) } });
    }
  }
});

/** A few at a time: everything here shares one event loop, which must not be kept from taking connections. */
async function statesOf(ids: readonly string[]): Promise<readonly Request[]> {
  const client = createDynamoClient({ region: 'us-east-1' });
  const store = createRequestStore({ client, table: 'ami-steward' });
  const found: (Request | undefined)[] = [];
  for (let from = 0; from < ids.length; from += 10) {
    found.push(...(await Promise.all(ids.slice(from, from + 10).map((id) => store.load(id)))));
  }
  client.destroy();
  return found.flatMap((request) => request ?? []);
}
