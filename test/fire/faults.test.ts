import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/ec2/faults.js';
import type { FaultKind } from '../../sandbox/slack/faults.js';
import { ACCOUNTS } from '../../sandbox/seed/accounts.js';
import { startJourney, type Journey } from '../journeys/harness.js';
import { startFlakyProxy, type FlakyProxy, type ProxyFault } from './flaky-proxy.js';
import { addImages } from './images.js';

/* Whatever goes wrong outside ends in a stated outcome: done, once; or failed, with the reason and a way on. */

let journey: Journey;
let dynamo: FlakyProxy;
let images: readonly string[];
let used = 0;
beforeAll(async () => {
  journey = await startJourney({ app: false, copySeconds: 1 });
  dynamo = await startFlakyProxy(journey.sandbox.dynamodbUrl);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamo.url;
  await journey.sandbox.startApp();
  images = addImages(journey.sandbox, 60);
});
afterEach(() => {
  dynamo.clear();
  journey.sandbox.aws.faults.clear();
  journey.sandbox.workspace.clearFaults();
});
afterAll(async () => {
  await journey.sandbox.stopApp();
  await dynamo.close();
  await journey.sandbox.close();
  expect(journey.sandbox.workspace.violations).toEqual([]);
});

function freshImage(): string {
  const image = images[used];
  used += 1;
  if (image === undefined) throw new Error('There are too few images');
  return image;
}

function sharesOf(image: string): number {
  const permissions = journey.sandbox.aws.store.get('images', image)?.launchPermissions ?? [];
  return permissions.filter((permission) => JSON.stringify(permission).includes(ACCOUNTS.partner)).length;
}

function copiesOf(image: string): readonly string[] {
  const all = journey.sandbox.aws.store.all('images');
  return all.filter(({ sourceImageId }) => sourceImageId === image).map(({ state }) => state);
}

describe('EC2', () => {
  test.each<[string, string, Fault, number]>([
    ['throttles the change', 'ModifyImageAttribute', { kind: 'throttled' }, 2],
    ['fails with 500', 'ModifyImageAttribute', { kind: 'internal-error' }, 1],
    ['loses the response', 'ModifyImageAttribute', { kind: 'lost-answer' }, 1],
    ['loses the request', 'ModifySnapshotAttribute', { kind: 'lost-request' }, 1],
    ['is slow', 'ModifySnapshotAttribute', { kind: 'slow', ms: 1_500 }, 1],
    ['throttles the observation before the run', 'DescribeImages', { kind: 'throttled' }, 4],
  ])('%s: the share is still completed', async (_what, operation, fault, times) => {
    const image = freshImage();
    const id = await journey.request('U0RITA', `/ami share ${image} with partner`);
    journey.sandbox.aws.faults.inject({ operation, times, fault });

    await journey.press('U0ANA', id, 'approve');

    await journey.waitForStatus(id, 'Done');
    expect(sharesOf(image)).toBe(1);
  });

  test.each<[string, Fault, number]>([
    ['throttles CopyImage', { kind: 'throttled' }, 2],
    ['loses the response of CopyImage', { kind: 'lost-answer' }, 1],
    ['fails with 500 before CopyImage', { kind: 'internal-error' }, 1],
  ])('%s: exactly one copy is made', async (_what, fault, times) => {
    const image = freshImage();
    const id = await journey.request('U0RITA', `/ami copy ${image} to eu-west-1`);
    journey.sandbox.aws.faults.inject({ operation: 'CopyImage', times, fault });

    await journey.press('U0ANA', id, 'approve');

    await journey.waitForStatus(id, 'Done');
    expect(copiesOf(image)).toEqual(['available']);
  });

  test.each<[string, Fault, RegExp]>([
    ['denies the call', { kind: 'denied' }, /not authorized/i],
    ['reports expired credentials', { kind: 'expired-credentials' }, /expired/i],
    [
      'refuses the call',
      { kind: 'refused', code: 'OperationNotPermitted', message: 'Blocked by the account' },
      /Blocked by the account/,
    ],
  ])('%s: the share fails with the AWS message, and Retry completes it', async (_what, fault, words) => {
    const image = freshImage();
    const id = await journey.request('U0RITA', `/ami share ${image} with partner`);
    journey.sandbox.aws.faults.inject({ operation: 'ModifyImageAttribute', times: 1, fault });

    await journey.press('U0ANA', id, 'approve');

    expect(await journey.waitForStatus(id, 'Failed')).toMatch(words);
    await journey.waitForDirectMessage('U0RITA', id, 'Failed');
    expect(sharesOf(image)).toBe(0);
    await journey.press('U0ANA', id, 'retry');
    await journey.waitForStatus(id, 'Done');
    expect(sharesOf(image)).toBe(1);
  });

  test('throttles an observation of the plan: the approvers decide again with the reason', async () => {
    const image = freshImage();
    const id = await journey.request('U0RITA', `/ami share ${image} with partner`);
    journey.sandbox.aws.faults.inject({ operation: 'DescribeImageAttribute', times: 3, fault: { kind: 'throttled' } });

    await journey.press('U0ANA', id, 'approve');

    expect(await journey.waitForText(id, 'New:')).toMatch(
      /Waiting for approval[\s\S]*reading the launch permissions failed temporarily/,
    );
    expect(sharesOf(image)).toBe(0);
    await journey.press('U0ANA', id, 'approve');
    await journey.waitForStatus(id, 'Done');
    expect(sharesOf(image)).toBe(1);
  });

  test('cannot be read: the command reports it, and no request is created', async () => {
    journey.sandbox.aws.faults.inject({ operation: 'DescribeImages', fault: { kind: 'denied' } });

    const answer = await journey.runCommand('U0RITA', '/ami share ami-0c0ffee5e1f2a3b40 with partner');

    expect(answer).toMatch(/could not be looked into|DescribeImages/);
    expect(answer).not.toMatch(/^AR-/);
  });
});

describe('DynamoDB', () => {
  test.each<[string, string, ProxyFault, number]>([
    ['throttles writes', 'PutItem', 'throttled', 2],
    ['loses the responses to writes', 'PutItem', 'lost', 2],
    ['is unavailable for a moment', '*', 'away', 5],
    ['reports a write conflict', 'PutItem', 'conflict', 1],
  ])('%s: the share is completed once', async (_what, operation, mishap, times) => {
    const image = freshImage();
    const id = await journey.request('U0RITA', `/ami share ${image} with partner`);
    await journey.waitForText(id, 'Waiting for approval');
    dynamo.injectFault(operation, mishap, times);

    await pressUntilTaken(id);

    await journey.waitForStatus(id, 'Done');
    expect(sharesOf(image)).toBe(1);
    const history = await journey.runCommand('U0RITA', `/ami history ${id}`);
    expect(history.match(/approvals are complete/g)).toHaveLength(1);
  });

  test('is unavailable: the command answers with a reference, and nothing is stored', async () => {
    const image = freshImage();
    dynamo.injectFault('*', 'away', 500);

    const answer = await journey.runCommand('U0RITA', `/ami share ${image} with partner`);

    expect(answer).toMatch(/reference/i);
    expect(answer).not.toMatch(/^AR-/);
    expect(answer).not.toMatch(/\bat .*:\d+:\d+/);
    dynamo.clear();
    const history = await journey.runCommand('U0RITA', `/ami history ${image}`);
    expect(history).toContain(image);
    expect(history).not.toContain('AR-');
    expect(sharesOf(image)).toBe(0);
  });
});

/** Presses Approve, and again if the first click failed because the store was unavailable. */
async function pressUntilTaken(id: string): Promise<void> {
  await journey.press('U0ANA', id, 'approve');
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const status = await journey.runCommand('U0ANA', `/ami status ${id}`);
  if (status.startsWith(`# ${id}: Waiting`)) await journey.press('U0ANA', id, 'approve');
}

describe('Slack', () => {
  test.each<[string, string, FaultKind, number]>([
    ['limits the rate of posting', 'chat.postMessage', { is: 'rate-limited', retryAfter: 1 }, 1],
    ['fails with 503 while the message is posted', 'chat.postMessage', { is: 'status', status: 503 }, 2],
    ['loses the response to posting', 'chat.postMessage', { is: 'lost-answer' }, 1],
    ['reports an archived channel once', 'chat.postMessage', { is: 'error', error: 'is_archived' }, 1],
    ['reports ratelimited', 'chat.postMessage', { is: 'error', error: 'ratelimited' }, 1],
  ])('%s: the request is stored, and its message is posted later', async (_what, method, kind, times) => {
    journey.sandbox.workspace.injectFault({ method, kind, times });
    const image = freshImage();

    const answer = await journey.runCommand('U0RITA', `/ami share ${image} with partner`);

    const id = /AR-[0-9A-Z]{6}/.exec(answer)?.[0] ?? '';
    await journey.waitForStatus(id, 'Waiting for approval');
    await journey.press('U0ANA', id, 'approve');
    await journey.waitForStatus(id, 'Done');
    expect(sharesOf(image)).toBe(1);
  });

  test.each<[string, FaultKind, number]>([
    ['limits the rate of updates', { is: 'rate-limited', retryAfter: 1 }, 2],
    ['fails with 500', { is: 'status', status: 500 }, 2],
    ['loses the response', { is: 'lost-answer' }, 1],
    ['reports that the message does not exist', { is: 'error', error: 'message_not_found' }, 1],
    ['reports a revoked token', { is: 'error', error: 'token_revoked' }, 1],
  ])('%s during a run: EC2 is called once, and the message shows Done', async (_what, kind, times) => {
    const image = freshImage();
    const id = await journey.request('U0RITA', `/ami share ${image} with partner`);
    const checkpoint = journey.sandbox.aws.calls.length;
    journey.sandbox.workspace.injectFault({ method: 'chat.update', kind, times });

    await journey.press('U0ANA', id, 'approve');

    await journey.waitForStatus(id, 'Done');
    expect(journey.changeCallsSince(checkpoint).map(({ operation }) => operation)).toEqual([
      'ModifyImageAttribute',
      'ModifySnapshotAttribute',
    ]);
  });
});
