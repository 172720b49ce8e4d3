import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { takeEc2Snapshot } from '../workflows/requests/store-snapshot.js';
import { startJourney, type Journey } from './harness.js';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(async () => {
  await journey.sandbox.close();
});

const GOLDEN = 'ami-1234567890abcdef0';
const FRONTEND = 'ami-0badcafe2d3e4f500';

function picture(): unknown {
  return takeEc2Snapshot(journey.sandbox.aws.store);
}

/** By as many as the rules want. */
async function approve(id: string, first = 'U0ANA'): Promise<void> {
  await journey.press(first, id, 'approve');
  await journey.waitForText(id, `@${first}`);
  if (journey.buttonsOf(id).includes('Approve')) await journey.press('U0SEC', id, 'approve');
}

async function done(line: string, approver?: string): Promise<string> {
  const id = await journey.request('U0RITA', line);
  if (journey.buttonsOf(id).includes('Approve')) await approve(id, approver);
  await journey.waitForStatus(id, 'Done');
  return id;
}

/** Presses Undo; resolves with the private answer. */
function undo(person: string, id: string): Promise<string> {
  return journey.ephemeralReplyTo(person, () => journey.press(person, id, 'undo'));
}

function idIn(answer: string): string {
  return /AR-[0-9A-Z]{6}/.exec(answer)?.[0] ?? '';
}

describe('clicking and approving Undo restores EC2', () => {
  test.each<{ readonly what: string; readonly line: string; readonly approver?: string }>([
    { what: 'a share', line: `/ami share ${GOLDEN} with prod, partner` },
    { what: 'an unshare', line: '/ami unshare ami-0de0 from prod' },
    { what: 'a publication', line: '/ami publish ami-09b12', approver: 'U0SEC' },
    { what: 'a copy to a Region', line: `/ami copy ${GOLDEN} to eu-west-1 as undone-1` },
    { what: 'a copy to an account', line: `/ami copy ${GOLDEN} to prod as undone-2` },
    { what: 'a deprecation', line: `/ami deprecate ${FRONTEND} on 2030-01-31` },
    { what: 'the end of a deprecation', line: '/ami undeprecate ami-0de0' },
    { what: 'a disable', line: `/ami disable ${FRONTEND}` },
    { what: 'an enable', line: '/ami enable ami-0d15' },
    { what: 'a protection', line: `/ami protect ${FRONTEND}` },
    { what: 'a deregistration', line: '/ami deregister ami-0e1a57' },
    { what: 'a deregistration with the snapshots', line: '/ami deregister ami-0e1a57 with snapshots' },
    { what: 'a launch', line: `/ami launch ${GOLDEN} as t3.small` },
  ])('after $what', async ({ line, approver }) => {
    const before = picture();
    const id = await done(line, approver);
    expect(picture()).not.toEqual(before);

    const answer = await undo('U0SAM', id);
    const undoing = idIn(answer);
    expect(answer).toContain(`Undo ${id}`);
    expect(await journey.waitForStatus(undoing, 'Waiting for approval')).toContain(`Reverts ${id}.`);
    expect(await journey.waitForText(id, 'Undo requested')).toContain(undoing);
    await approve(undoing);
    await journey.waitForStatus(undoing, 'Done');

    expect(await journey.waitForText(id, 'Undone by')).toContain(undoing);
    expect(journey.buttonsOf(id)).not.toContain('Undo');
    expect(picture()).toEqual(before);
  });
});

describe('Undo', () => {
  const SHARE = `/ami share ${FRONTEND} with partner`;
  let id: string;
  let first: string;

  test('asks for confirmation', async () => {
    id = await done(SHARE);

    expect(JSON.stringify(journey.messageOf(id)?.blocks)).toContain('Undo this request?');
  });

  test('is refused for users of another workspace', async () => {
    expect(await undo('U0STRANGER', id)).toContain('only members of this workspace may undo it');
    expect(journey.buttonsOf(id)).toContain('Undo');
  });

  test('clicked twice creates one request, and both users get its ID', async () => {
    first = idIn(await undo('U0SAM', id));

    expect(await undo('U0BEN', id)).toContain(first);
    await journey.waitForStatus(first, 'Waiting for approval');
  });

  test('cannot be approved by its requester', async () => {
    expect(await journey.ephemeralReplyTo('U0SAM', () => journey.press('U0SAM', first, 'approve'))).toContain(first);
    expect(journey.buttonsOf(first)).toContain('Approve');
  });

  test('changes nothing if denied, and can be requested again', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    await journey.press('U0ANA', first, 'deny');
    const [form] = await journey.sandbox.workspace.waitUntil(
      () => journey.user('U0ANA').views().length > 0 && journey.user('U0ANA').views(),
    );
    if (form === undefined) throw new Error('no form');
    await journey.user('U0ANA').submit(form, { reason: { value: { value: 'It is meant.' } } });
    await journey.waitForStatus(first, 'Denied');

    const second = idIn(await undo('U0SAM', id));
    expect(second).not.toBe(first);
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);
    first = second;
  });

  test('continues after a restart', async () => {
    await journey.sandbox.stopApp();
    await journey.sandbox.startApp();
    await approve(first);

    await journey.waitForStatus(first, 'Done');
    expect(journey.sandbox.aws.store.get('images', FRONTEND)?.launchPermissions).toEqual([]);
  });

  test('is refused if the change was reverted manually', async () => {
    const again = await done(SHARE);
    const { store } = journey.sandbox.aws;
    const image = store.get('images', FRONTEND);
    if (image === undefined) throw new Error('no image');
    store.put('images', { ...image, launchPermissions: [] });
    for (const snapshot of store.all('snapshots')) {
      if (image.blockDevices.some(({ snapshotId }) => snapshotId === snapshot.id)) {
        store.put('snapshots', { ...snapshot, volumePermissions: [] });
      }
    }

    expect(await undo('U0SAM', again)).toContain('Nothing is left to revert');
  });

  test('shows before the approval what it cannot revert', async () => {
    const final = await journey.request('U0RITA', '/ami deregister ami-0a57a1 with snapshots');

    expect(await journey.waitForStatus(final, 'Waiting for approval')).toContain('Undo cannot revert this.');
    await approve(final);
    await journey.waitForStatus(final, 'Done');
    expect(journey.buttonsOf(final)).toEqual(['Show API calls']);
    expect(await journey.runCommand('U0SAM', `/ami undo ${final}`)).toContain('Its effects cannot be reverted.');
  });
});

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
