import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startJourney, type Journey } from './harness.js';

/* Slack allows about 20 reads of user groups a minute. A user cannot exhaust this limit for the approvers. */

const READ = 'usergroups.users.list';

/** Stands still while many presses arrive, however long the machine takes for them. */
let standsAt: Date | undefined;

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({ clock: { now: () => standsAt ?? new Date() } });
});
afterAll(async () => {
  await journey.sandbox.close();
});

function reads(): number {
  return journey.sandbox.workspace.calls.filter(({ method }) => method === READ).length;
}

describe('presses by people without rights', () => {
  test('leave reads for the approver', async () => {
    const id = await journey.request('U0RITA', '/ami share ami-123 with 1111');
    standsAt = new Date();
    for (let press = 0; press < 8; press += 1) {
      await journey.ephemeralReplyTo('U0SAM', () => journey.press('U0SAM', id, 'approve'));
      await journey.ephemeralReplyTo('U0RITA', () => journey.press('U0RITA', id, 'approve'));
    }
    expect(reads()).toBe(1);
    standsAt = undefined;

    await journey.press('U0ANA', id, 'approve');

    await journey.waitForStatus(id, 'Done');
  });
});

test('an approval waits while Slack is throttling, and counts', async () => {
  const id = await journey.request('U0RITA', '/ami share ami-0badcafe1d2e3f400 with prod');
  journey.sandbox.workspace.injectFault({ method: READ, kind: { is: 'rate-limited', retryAfter: 1 }, times: 1 });

  await journey.press('U0ANA', id, 'approve');

  await journey.waitForStatus(id, 'Done');
});

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
