import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SETTINGS } from '../../sandbox/seed/settings.js';
import { createBotParts } from '../../src/composition/assemble-bot.js';
import { systemClock } from '../../src/composition/clock-and-ids.js';
import { createSplitReceiver } from '../../src/lambda/receiver.js';
import { createSlackFunction } from '../../src/lambda/slack-function.js';
import { createWorkerFunction } from '../../src/lambda/worker-function.js';
import { createPrometheusMeter } from '../../src/metrics/prometheus.js';
import { createSlackLogger } from '../../src/log/slack-logger.js';
import { SEED } from '../../sandbox/seed/workspace.js';
import { startApiGateway, type ApiGateway } from '../lambda/api-gateway.js';
import { recordingLog, startJourney, type Journey, type LogLine } from './harness.js';

const SHARE = '/ami share ami-123 with 1111 because Grüße 🎉';

let journey: Journey;
let gateway: ApiGateway;
let schedule: NodeJS.Timeout;
const troubles: unknown[] = [];
/** What the function for Slack passed to the worker, as it was invoked with it. */
const invocations: string[] = [];
let invoke: (event: unknown) => void;
let logLines: readonly LogLine[];
const disconnects: (() => void)[] = [];

/** Both functions as on Lambda: the one ends with its answer, the other does the work. */
beforeAll(async () => {
  journey = await startJourney({ app: false });
  const { credentials, workspace } = journey.sandbox;
  const { log, lines } = recordingLog();
  logLines = lines;
  const slack = { mode: 'http', ...credentials, apiUrl: workspace.apiUrl } as const;
  const identity = { teamId: SEED.team.id, botId: SEED.app.botId, botUserId: SEED.app.botUserId };

  function assemble() {
    const logger = createSlackLogger(log);
    const { meter } = createPrometheusMeter();
    const dependencies = createBotParts({
      environment: { table: 'ami-steward' },
      slack,
      settings: SETTINGS,
      log,
      logger,
      meter,
    });
    const receiver = createSplitReceiver();
    disconnects.push(dependencies.disconnect);
    return { receiver, bot: dependencies.assemble(receiver, identity) };
  }

  const worker = createWorkerFunction({
    assemble: () => Promise.resolve(assemble()),
    signingSecret: credentials.signingSecret,
    clock: systemClock,
  });
  invoke = (event) => {
    worker(event, { getRemainingTimeInMillis: () => 300_000 }).catch((error: unknown) => troubles.push(error));
  };
  const front = createSlackFunction({
    signingSecret: credentials.signingSecret,
    receiver: assemble().receiver,
    // Between the functions there is nothing but JSON.
    invokeWorker(work) {
      const invocation = JSON.stringify(work);
      invocations.push(invocation);
      invoke(JSON.parse(invocation));
      return Promise.resolve();
    },
    readiness: () => Promise.resolve({ status: 'ok' }),
    clock: systemClock,
    log,
  });
  gateway = await startApiGateway(front);
  workspace.sendTo(`${gateway.url}/slack/events`);
  schedule = setInterval(() => invoke({ kind: 'poll' }), 300);
  journey = {
    ...journey,
    problems: () => [...workspace.violations, ...lines.filter(({ level }) => level === 'error')],
  };
});
afterAll(async () => {
  clearInterval(schedule);
  await gateway.close();
  for (const disconnect of disconnects) disconnect();
  await journey.sandbox.close();
});

test('two functions submit, approve and execute a share', async () => {
  const id = await journey.request('U0RITA', SHARE);
  expect(await journey.waitForStatus(id, 'Waiting for approval')).toContain('Grüße 🎉');

  await journey.press('U0ANA', id, 'approve');

  expect(await journey.waitForStatus(id, 'Done')).toContain('3 steps, 3 done:');
  expect(journey.changeCallsSince(0).map(({ operation, outcome }) => [operation, outcome])).toEqual([
    ['ModifyImageAttribute', 'ok'],
    ['ModifySnapshotAttribute', 'ok'],
    ['ModifySnapshotAttribute', 'ok'],
  ]);
});

test('forms open, and stay open with their errors', async () => {
  const id = await journey.request('U0RITA', '/ami share ami-0c0ffee5e1f2a3b40 with partner');
  await journey.press('U0ANA', id, 'deny');
  const ana = journey.user('U0ANA');
  const form = await journey.sandbox.workspace.waitUntil(() => ana.views()[0]);

  expect(await ana.submit(form, { reason: { value: { value: ' ' } } })).toMatchObject({
    errors: { reason: 'A reason is required.' },
  });
  await ana.submit(form, { reason: { value: { value: 'No' } } });

  await journey.waitForStatus(id, 'Denied');
});

test('a repeated invocation of the worker makes no second request', async () => {
  const image = 'ami-0badcafe1d2e3f400';
  const first = await journey.request('U0RITA', `/ami share ${image} with partner`);
  const invocation = invocations.at(-1) ?? '';
  await journey.ephemeralReplyTo('U0RITA', () => journey.user('U0RITA').command('C0GENERAL', `/ami cancel ${first}`));

  invoke(JSON.parse(invocation));

  await journey.sandbox.workspace.waitUntil(
    () => logLines.some(({ message }) => message === 'repeated delivery ignored'),
    { description: 'the repetition in the log' },
  );
  expect(await journey.runCommand('U0RITA', `/ami history ${image}`)).not.toContain('Waiting for approval');
});

test('logs no error, fails in no function and violates no rule of Slack', () => {
  expect([...journey.problems(), ...troubles]).toEqual([]);
});
