import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startJourney, type Journey } from '../journeys/harness.js';
import { prepareBots, type Bots, type BotProcess } from '../journeys/processes.js';

let journey: Journey;
let bots: Bots;
beforeAll(async () => {
  journey = await startJourney({ app: false });
  bots = await prepareBots(journey.sandbox);
});
afterAll(async () => {
  await bots.close();
  await journey.sandbox.close();
  expect(bots.loggedErrors()).toEqual([]);
  expect(journey.problems()).toEqual([]);
});

let running: BotProcess[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((bot) => bot.kill()));
});

async function start(entry: 'main' | 'bot' = 'bot'): Promise<BotProcess> {
  const bot = await bots.start(entry);
  running.push(bot);
  journey.sandbox.workspace.sendTo(bot.requestUrl);
  return bot;
}

async function killed(bot: BotProcess): Promise<void> {
  running = running.filter((other) => other !== bot);
  await bot.kill();
}

function copiesOf(source: string) {
  return journey.sandbox.aws.store.all('images').filter(({ sourceImageId }) => sourceImageId === source);
}

/** A click that a killed process had acknowledged and not yet stored is lost: then a person presses again. */
async function approved(id: string): Promise<void> {
  const status = await journey.runCommand('U0BEN', `/ami status ${id}`);
  if (status.startsWith(`# ${id}: Waiting`)) await journey.press('U0BEN', id, 'approve');
}

const SOURCES = [
  'ami-0c0ffee5e1f2a3b40',
  'ami-0badcafe1d2e3f400',
  'ami-0badcafe2d3e4f500',
  'ami-0d1ff0a1b2c3d4e50',
  'ami-0e1a57edd2c1b0a90',
] as const;
/** Milliseconds between the approval and the end of the process. */
const MOMENTS = [15, 60, 140, 420, 1_300];

test('completes every request with one copy each if processes are killed repeatedly', async () => {
  const ids: string[] = [];
  for (const [index, source] of SOURCES.entries()) {
    const bot = await start();
    const round = [
      await journey.request('U0RITA', `/ami copy ${source} to eu-west-1 as crash-${index}`),
      await journey.request('U0RITA', `/ami share ${source} with partner`),
    ];
    ids.push(...round);
    for (const id of round) await journey.press('U0ANA', id, 'approve');
    await pause(MOMENTS[index]);
    await killed(bot);
  }

  await start();
  for (const id of ids) await approved(id);
  for (const id of ids) await journey.waitForStatus(id, 'Done');

  for (const source of SOURCES) {
    expect(copiesOf(source)).toMatchObject([{ region: 'eu-west-1', state: 'available' }]);
    expect(journey.sandbox.aws.store.get('images', source)?.launchPermissions).toContainEqual({
      userId: '777788889999',
    });
  }
  // The message is updated first. The requester is notified once it shows the result.
  for (const id of ids) await journey.waitForDirectMessage('U0RITA', id, `${id}: Done`);
});

test('finds the copy of a process that was killed during the call, and makes no other', async () => {
  const { aws, workspace } = journey.sandbox;
  const bot = await start();
  const checkpoint = aws.calls.length;
  const id = await journey.request(
    'U0RITA',
    '/ami copy ami-0ec1ab1d0e2f3a4b0 to eu-west-1 encrypted with alias/golden',
  );
  aws.faults.inject({ operation: 'CopyImage', times: 1, fault: { kind: 'slow', ms: 800 } });
  await journey.press('U0ANA', id, 'approve');
  await pause(500);
  await killed(bot);
  await workspace.waitUntil(() => journey.changeCallsSince(checkpoint).length === 1, {
    description: 'the copy of a killed process',
  });

  await start();

  await journey.waitForStatus(id, 'Done');
  expect(copiesOf('ami-0ec1ab1d0e2f3a4b0')).toHaveLength(1);
  expect(journey.changeCallsSince(checkpoint).map(({ operation }) => operation)).toEqual(['CopyImage', 'CopyImage']);
});

test('runs nothing twice if two processes share one table', async () => {
  const [one, other] = [await start(), await start()];
  const checkpoint = journey.sandbox.aws.calls.length;
  const ids: string[] = [];
  for (const [index, source] of SOURCES.slice(0, 4).entries()) {
    journey.sandbox.workspace.sendTo((index % 2 === 0 ? one : other).requestUrl);
    ids.push(await journey.request('U0SAM', `/ami copy ${source} to eu-west-1 as twin-${index}`));
  }

  await Promise.all(ids.map((id) => journey.press('U0ANA', id, 'approve')));
  for (const id of ids) await journey.waitForStatus(id, 'Done');

  expect(journey.changeCallsSince(checkpoint).filter(({ operation }) => operation === 'CopyImage')).toHaveLength(4);
  for (const id of ids) await journey.waitForDirectMessage('U0SAM', id, 'Done');
  for (const id of ids) expect(journey.directMessagesAbout('U0SAM', id)).toHaveLength(2);
});

test('takes over a request if one of two processes dies', async () => {
  const [one] = [await start(), await start()];
  journey.sandbox.workspace.sendTo(one.requestUrl);
  const id = await journey.request('U0SAM', '/ami copy ami-0e1a58edd2c1b0a90 to eu-west-1');
  await journey.press('U0ANA', id, 'approve');
  await journey.waitForStatus(id, 'Running');

  await killed(one);

  await journey.waitForStatus(id, 'Done');
  expect(copiesOf('ami-0e1a58edd2c1b0a90')).toHaveLength(1);
});

test('exits with code 0 on SIGTERM during a copy, and the next process continues', async () => {
  const bot = await start('main');
  const id = await journey.request('U0SAM', '/ami copy ami-03a4ce7d0e1f2a3b0 to eu-west-1');
  await journey.press('U0ANA', id, 'approve');
  await journey.waitForStatus(id, 'Running');

  running = [];
  expect(await bot.terminate()).toBe(0);

  await start('main');
  await journey.waitForStatus(id, 'Done');
  expect(copiesOf('ami-03a4ce7d0e1f2a3b0')).toHaveLength(1);
});
