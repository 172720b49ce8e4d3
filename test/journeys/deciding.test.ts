import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startJourney, textOf, type Journey } from './harness.js';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(async () => {
  await journey.sandbox.close();
});

/** An AMI that nothing is wrong with. */
const NGINX = 'ami-0c0ffee5e1f2a3b40';

describe('a rule that allows a request without approval', () => {
  test('starts the request immediately, reports this, and completes it', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;

    const answer = await journey.runCommand('U0RITA', '/ami share ami-123 with dev');

    const id = answer.slice(0, 9);
    expect(answer).toContain('A rule allows this without approval. Starting now.');
    const text = await journey.waitForStatus(id, 'Done');
    expect(text).toContain('3 steps, 3 done:');
    expect(journey.buttonsOf(id)).toEqual(['Undo', 'Show API calls']);
    await journey.waitForDirectMessage('U0RITA', id, 'Done');
    expect(journey.changeCallsSince(checkpoint).map(({ operation }) => operation)).toEqual([
      'ModifyImageAttribute',
      'ModifySnapshotAttribute',
      'ModifySnapshotAttribute',
    ]);
  });
});

describe('a denial', () => {
  test('requires a reason, shows it, and calls nothing', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    const id = await journey.request('U0RITA', `/ami share ${NGINX} with partner`);

    await journey.press('U0ANA', id, 'deny');
    const [form] = await journey.sandbox.workspace.waitUntil(
      () => journey.user('U0ANA').views().length > 0 && journey.user('U0ANA').views(),
    );
    if (form === undefined) throw new Error('no form');
    expect(await journey.user('U0ANA').submit(form, { reason: { value: { value: '  ' } } })).toMatchObject({
      errors: { reason: 'A reason is required.' },
    });
    await journey.user('U0ANA').submit(form, { reason: { value: { value: 'Not before the audit.' } } });

    const text = await journey.waitForStatus(id, 'Denied');
    expect(text).toContain('Denied by @U0ANA');
    expect(text).toContain('> Not before the audit.');
    expect(journey.buttonsOf(id)).toEqual([]);
    expect(await journey.waitForDirectMessage('U0RITA', id, 'Denied')).toContain('> Not before the audit.');
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);
  });
});

describe('a cancellation', () => {
  test('by the requester ends the request, and calls nothing', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    const id = await journey.request('U0RITA', `/ami share ${NGINX} with partner because it is needed`);

    await journey.press('U0RITA', id, 'cancel');

    expect(await journey.waitForStatus(id, 'Cancelled')).toContain('Cancelled by @U0RITA');
    expect(journey.buttonsOf(id)).toEqual([]);
    expect(journey.directMessagesAbout('U0RITA', id)).toEqual([]);
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);
  });

  test('by an approver notifies the requester', async () => {
    const id = await journey.request('U0RITA', `/ami share ${NGINX} with partner`);

    expect(await journey.runCommand('U0BEN', `/ami cancel ${id}`)).toBe(`${id}: Cancelled.`);

    expect(await journey.waitForDirectMessage('U0RITA', id, 'Cancelled')).toContain('Cancelled by @U0BEN');
  });
});

describe('an unauthorized click', () => {
  let id: string;
  beforeAll(async () => {
    id = await journey.request('U0RITA', `/ami share ${NGINX} with partner`);
  });

  test.each([
    ['the requester', 'U0RITA', 'approve', 'you cannot approve your own request. Ask: @S0PLATFORM'],
    ['the requester', 'U0RITA', 'deny', 'you cannot deny your own request. Ask: @S0PLATFORM. You can cancel it.'],
    ['a colleague', 'U0SAM', 'approve', 'you may not approve it. These may: @S0PLATFORM'],
    ['a colleague', 'U0SAM', 'deny', 'you may not deny it. These may: @S0PLATFORM'],
    ['a colleague', 'U0SAM', 'cancel', 'you may not cancel it. Only these people can: @U0RITA, @S0PLATFORM'],
    ['a guest', 'U0GUEST', 'approve', 'guests of this workspace may not approve it.'],
    ['a user of another workspace', 'U0STRANGER', 'approve', 'only members of this workspace may approve it.'],
    ['a user of another workspace', 'U0STRANGER', 'deny', 'only members of this workspace may deny it.'],
    ['a user of another workspace', 'U0STRANGER', 'cancel', 'only members of this workspace may cancel it.'],
  ])('by %s (%s, %s) changes nothing and gets a private answer', async (_who, person, action, answer) => {
    expect(await journey.ephemeralReplyTo(person, () => journey.press(person, id, action))).toBe(`${id}: ${answer}`);

    expect(await journey.waitForStatus(id, 'Waiting for approval')).not.toContain('Approved by');
    expect(journey.buttonsOf(id)).toContain('Approve');
  });

  test('is recorded in the history', async () => {
    const history = await journey.runCommand('U0ANA', `/ami history ${id}`);

    expect(history).toContain('@U0SAM tried to approve it and was refused: no approver of it');
    expect(history).toContain('@U0STRANGER tried to cancel it and was refused: from another workspace');
  });

  test('after the decision gets an answer that it is too late, with the new status', async () => {
    await journey.runCommand('U0RITA', `/ami cancel ${id}`);
    await journey.waitForStatus(id, 'Cancelled');

    expect(await journey.runCommand('U0ANA', `/ami cancel ${id}`)).toMatch(
      new RegExp(`^${id}: too late to cancel, it is Cancelled: cancelled by @U0RITA`),
    );
    expect(await journey.runCommand('U0RITA', `/ami retry ${id}`)).toContain(
      'Only a failed request can be tried again.',
    );
  });
});

describe('a button clicked twice', () => {
  test('approves once and runs once, and the second click gets an answer', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    const id = await journey.request('U0SAM', `/ami share ami-0badcafe1d2e3f400 with prod`);
    const message = journey.messageOf(id);
    if (message === undefined) throw new Error('no message');

    const answer = await journey.ephemeralReplyTo('U0ANA', () =>
      Promise.all([journey.user('U0ANA').click(message, 'approve'), journey.user('U0ANA').click(message, 'approve')]),
    );

    await journey.waitForStatus(id, 'Done');
    expect(answer).toMatch(/too late to approve, it is|you have approved it already/);
    await journey.waitForDirectMessage('U0SAM', id, 'Done');
    expect(journey.directMessagesAbout('U0SAM', id)).toHaveLength(2);
    expect(journey.changeCallsSince(checkpoint)).toHaveLength(2);
  });
});

describe('two approvers', () => {
  const STRANGERS = '/ami share ami-0badcafe2d3e4f500 with 123456789012';

  test('are required for an unknown account, and must be different users', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    const id = await journey.request('U0RITA', STRANGERS);
    expect(journey.buttonsOf(id)).toContain('Approve');

    await journey.press('U0ANA', id, 'approve');
    await journey.waitForText(id, '@U0ANA');
    expect(await journey.ephemeralReplyTo('U0ANA', () => journey.press('U0ANA', id, 'approve'))).toContain(
      'you have approved it already. It waits for: @S0SECURITY, @S0PLATFORM',
    );
    expect(await journey.waitForStatus(id, 'Waiting for approval')).toContain('@U0ANA');
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);

    await journey.press('U0SEC', id, 'approve');
    const text = await journey.waitForStatus(id, 'Done');
    expect(text).toContain('@U0ANA');
    expect(text).toContain('@U0SEC');
    expect(journey.changeCallsSince(checkpoint)).toHaveLength(2);
  });

  test('are counted correctly if all users click at the same time', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    const id = await journey.request('U0RITA', '/ami share ami-0badcafe2d3e4f500 with 210987654321');
    const message = journey.messageOf(id);
    if (message === undefined) throw new Error('no message');
    const crowd = ['U0RITA', 'U0SAM', 'U0GUEST', 'U0STRANGER', 'U0ANA', 'U0BEN', 'U0SEC', 'U0ANA', 'U0SEC'];

    await Promise.all(crowd.map((person) => journey.user(person).click(message, 'approve')));

    await journey.waitForStatus(id, 'Done');
    expect(journey.changeCallsSince(checkpoint)).toHaveLength(2);
    const history = await journey.runCommand('U0RITA', `/ami history ${id}`);
    expect(history.match(/approved by @/g)).toHaveLength(2);
    expect(history.match(/approvals are complete/g)).toHaveLength(1);
    await journey.waitForDirectMessage('U0RITA', id, 'Done');
    expect(journey.directMessagesAbout('U0RITA', id)).toHaveLength(2);
  });
});

describe('a repeated request', () => {
  test('returns the pending request to any user', async () => {
    const id = await journey.request('U0RITA', `/ami share ${NGINX} with partner`);

    const answers = [
      await journey.runCommand('U0RITA', `/ami share ${NGINX} with partner`),
      await journey.runCommand('U0SAM', '/ami share ami-0c0ff with 777788 because I want it too'),
    ];

    for (const answer of answers) {
      expect(answer).toContain(`Already requested: ${id} (Waiting for approval) by @U0RITA`);
      expect(answer).toContain('See the request');
    }
    await journey.runCommand('U0RITA', `/ami cancel ${id}`);
    await journey.waitForStatus(id, 'Cancelled');
    expect(await journey.request('U0SAM', `/ami share ${NGINX} with partner`)).not.toBe(id);
  });

  // The index of duplicates is eventually consistent, so a duplicate can be submitted. It is detected when it runs.
  test('made by two users at the same time is executed once', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    const line = '/ami share ami-0e1a57edd2c1b0a90 with partner';

    const answers = await Promise.all([journey.runCommand('U0RITA', line), journey.runCommand('U0SAM', line)]);
    const ids = [...new Set(answers.map((answer) => /AR-[0-9A-Z]{6}/.exec(answer)?.[0] ?? ''))];
    for (const id of ids) {
      await journey.press('U0ANA', id, 'approve');
      await journey.waitForText(id, id === ids[0] ? 'Done' : 'Failed');
    }

    expect(journey.changeCallsSince(checkpoint)).toHaveLength(2);
  });
});

describe('Approve on an old copy', () => {
  test('does not count for a plan that it did not show, says what changed, and shows the new plan', async () => {
    const id = await journey.request('U0RITA', `/ami deregister ${NGINX}`);
    await journey.runCommand('U0ANA', `/ami status ${id}`);
    const copy = journey.user('U0ANA').ephemeralMessages().at(-1);
    if (copy === undefined) throw new Error('no copy');
    const checkpoint = journey.sandbox.aws.calls.length;
    launchFrom(NGINX);
    await journey.press('U0ANA', id, 'approve');
    await journey.waitForText(id, 'waits for approval again');

    const answer = await journey.ephemeralReplyTo('U0ANA', () => journey.user('U0ANA').click(copy, 'approve'));

    expect(answer).toContain('your approval was not counted');
    expect(answer).toContain('i-0c0ffee0123456789');
    expect(await journey.waitForStatus(id, 'Waiting for approval')).not.toContain('pproved by @U0ANA');
    await journey.sandbox.workspace.waitUntil(() =>
      journey
        .user('U0ANA')
        .ephemeralMessages()
        .some((message) => message.ts === copy.ts && textOf(message).includes('i-0c0ffee0123456789')),
    );
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);
  });
});

/** Launches an instance from an AMI, beside all requests. */
function launchFrom(imageId: string): void {
  const { store } = journey.sandbox.aws;
  const [instance] = store.all('instances').filter(({ state }) => state === 'running');
  if (instance === undefined) throw new Error('no instance runs');
  store.put('instances', { ...instance, id: 'i-0c0ffee0123456789', imageId });
}

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
