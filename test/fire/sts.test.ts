import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/ec2/faults.js';
import { ACCOUNTS } from '../../sandbox/seed/accounts.js';
import { startJourney, type Journey } from '../journeys/harness.js';
import { addImages } from './images.js';

/* A change in another account is made in a session of its own: whatever STS does, it is made once, or fails with the reason. */

let journey: Journey;
let images: readonly string[];
let used = 0;
beforeAll(async () => {
  journey = await startJourney();
  images = addImages(journey.sandbox, 10, ACCOUNTS.prod);
});
afterEach(() => journey.sandbox.aws.faults.clear());
afterAll(async () => {
  await journey.sandbox.close();
  expect(journey.sandbox.workspace.violations).toEqual([]);
});

/** Asks for a share of an AMI of prod, and has it approved while STS is at fault. */
async function shareWhile(fault: Fault, times: number): Promise<string> {
  const image = images[used];
  used += 1;
  const id = await journey.request('U0RITA', `/ami share ${String(image)} with partner`);
  journey.sandbox.aws.faults.inject({ operation: 'AssumeRole', account: ACCOUNTS.images, times, fault });
  await journey.press('U0ANA', id, 'approve');
  return id;
}

/** Who changed the image, by the sessions' names. */
function changesOf(id: string): readonly string[] {
  return journey.sandbox.aws.calls
    .filter(({ operation, outcome }) => operation === 'ModifyImageAttribute' && outcome === 'ok')
    .flatMap(({ sessionName }) => (sessionName?.startsWith(id) === true ? sessionName : []));
}

function assumed(id: string): readonly string[] {
  return journey.sandbox.aws.calls
    .filter(({ operation, params }) => operation === 'AssumeRole' && JSON.stringify(params).includes(id))
    .map(({ outcome }) => outcome);
}

test.each<[string, Fault, number]>([
  ['throttles', { kind: 'throttled' }, 2],
  ['fails with 500', { kind: 'internal-error' }, 1],
  ['loses the response', { kind: 'lost-answer' }, 1],
  ['loses the request', { kind: 'lost-request' }, 1],
  ['is slow', { kind: 'slow', ms: 1_500 }, 1],
])('%s: the share is still completed once, in the session of the request', async (_what, fault, times) => {
  const id = await shareWhile(fault, times);

  await journey.waitForStatus(id, 'Done');
  expect(assumed(id).length).toBeGreaterThan(fault.kind === 'slow' ? 0 : 1);
  expect(changesOf(id)).toEqual([`${id}-U0RITA`]);
});

test.each<[string, Fault, RegExp]>([
  ['denies the role', { kind: 'denied' }, /not authorized to perform: sts:AssumeRole/],
  ['reports expired bot credentials', { kind: 'expired-credentials' }, /expired/i],
])('%s: the share fails with the AWS message and no change, and Retry completes it', async (_what, fault, words) => {
  const id = await shareWhile(fault, 10);

  expect(await journey.waitForStatus(id, 'Failed')).toMatch(words);
  expect(changesOf(id)).toEqual([]);
  journey.sandbox.aws.faults.clear();
  await journey.press('U0ANA', id, 'retry');
  await journey.waitForStatus(id, 'Done');
  expect(changesOf(id)).toEqual([`${id}-U0RITA`]);
});
