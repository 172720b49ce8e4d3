import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SETTINGS } from '../../sandbox/seed/settings.js';
import type { Message } from '../../sandbox/slack/state/entities.js';
import { startApp } from '../../src/app.js';
import { INPUT_ACTION_ID } from '../../src/listeners/blocks/kit/ids.js';
import { buttonsIn, recordingLog, startJourney, textOf, type Journey } from './harness.js';
import { OffsetClock } from './shifted-clock.js';

const PROD = '111122223333';
const PARTNER = '777788889999';
/** AMIs without findings that no other test file uses. */
const [FIRST, SECOND, THIRD, GOLDEN] = [
  'ami-0badcafe1d2e3f400',
  'ami-0badcafe2d3e4f500',
  'ami-0a57a1ed0c4b3f210',
  'ami-1234567890abcdef0',
];

const clock = new OffsetClock();
let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({ clock });
});
afterAll(async () => {
  await journey.sandbox.close();
});

/** Requests and approves a share. Resolves with its ID once it is done. */
async function shared(line: string): Promise<string> {
  const id = await journey.request('U0RITA', line);
  await journey.press('U0ANA', id, 'approve');
  await journey.waitForStatus(id, 'Done');
  return id;
}

function sharedWith(ami: string): readonly string[] {
  const { store } = journey.sandbox.aws;
  return (store.get('images', ami)?.launchPermissions ?? []).flatMap((each) => Object.values(each));
}

/** The warning in the direct messages of the requester. */
async function warningOf(id: string): Promise<Message> {
  return journey.sandbox.workspace.waitUntil(
    () =>
      journey
        .user('U0RITA')
        .directMessages()
        .find(({ text }) => text.startsWith(`${id} ends soon`)),
    { description: `the warning of ${id}` },
  );
}

/** The ID of the request that undoes another one, once the message names it. */
async function undoOf(id: string): Promise<string> {
  const text = await journey.waitForText(id, 'Undone by AR-');
  return /Undone by (AR-[0-9A-Z]{6})/.exec(text)?.[1] ?? '';
}

describe('a share for a limited time', () => {
  test('shows its expiry, warns after a restart, and ends once with several processes', async () => {
    const id = await journey.request('U0RITA', `/ami share ${GOLDEN} with prod for 1h`);
    const asked = await journey.waitForStatus(id, 'Waiting for approval');
    expect(asked).toContain('with prod (111122223333) for 1 hour');
    expect(asked).toContain('It is revoked automatically 1 hour after it is done');
    await journey.press('U0ANA', id, 'approve');
    await journey.waitForStatus(id, 'Done');
    expect(await journey.waitForText(id, 'Ends: ')).toContain('Access is then revoked automatically.');
    expect(journey.buttonsOf(id)).toEqual(['Extend', 'End now', 'Undo', 'Show API calls']);
    expect(await journey.runCommand('U0RITA', '/ami requests')).toMatch(new RegExp(`${id} Done: .*, ends `));
    const before = sharedWith(GOLDEN);
    expect(before).toContain(PROD);

    await journey.sandbox.stopApp();
    clock.forward(0.52);
    await journey.sandbox.startApp();
    const warning = textOf(await warningOf(id));
    expect(warning).toContain('Use: no use was found');
    expect(warning).toContain('[Extend] [End now]');

    const { log, lines } = recordingLog();
    const other = await startApp({
      environment: { port: 0, table: 'ami-steward' },
      slack: {
        botToken: journey.sandbox.credentials.botToken,
        apiUrl: journey.sandbox.workspace.apiUrl,
        mode: 'http',
        signingSecret: journey.sandbox.credentials.signingSecret,
      },
      settings: SETTINGS,
      log,
      host: '127.0.0.1',
      leaseMs: 600_000,
      pollMs: 200,
      clock,
    });
    const checkpoint = journey.sandbox.aws.calls.length;
    clock.forward(0.5);
    const undo = await undoOf(id);
    await other.stop();

    expect(await journey.waitForStatus(undo, 'Done')).toContain(`The time of ${id} has expired. Revokes its access.`);
    expect(sharedWith(GOLDEN)).toEqual(before.filter((account) => account !== PROD));
    expect(
      journey
        .changeCallsSince(checkpoint)
        .map(({ operation }) => operation)
        .toSorted(),
    ).toEqual(['ModifyImageAttribute', 'ModifySnapshotAttribute', 'ModifySnapshotAttribute']);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(journey.buttonsOf(id)).toEqual(['Show API calls']);
    await journey.waitForDirectMessage(
      'U0RITA',
      undo,
      `It was meant to revoke the access of ${id}, which has expired.`,
    );
    expect(await journey.runCommand('U0RITA', `/ami history ${id}`)).toContain(`expired; ${undo} revokes it`);
  });

  test('is extended by a second request, and the earlier expiry revokes nothing', async () => {
    const id = await shared(`/ami share ${FIRST} with partner for 4h`);
    clock.forward(2.1);
    await journey.user('U0RITA').click(await warningOf(id), 'extend');
    const { workspace } = journey.sandbox;
    const form = await workspace.waitUntil(
      () =>
        journey
          .user('U0RITA')
          .views()
          .find(({ content }) => JSON.stringify(content).includes(FIRST)),
      { description: 'the form' },
    );
    expect(JSON.stringify(form.content)).toContain('"4h"');
    await journey
      .user('U0RITA')
      .submit(form, { for: { [INPUT_ACTION_ID]: { type: 'plain_text_input', value: '2d' } } });
    const answer = await workspace.waitUntil(
      () =>
        journey
          .user('U0RITA')
          .ephemeralMessages()
          .findLast(({ text }) => text.includes('for 2 days')),
      { description: 'the answer to the form' },
    );
    const longer = /^AR-[0-9A-Z]{6}/.exec(answer.text)?.[0] ?? '';
    expect(await journey.waitForStatus(longer, 'Waiting for approval')).toContain('now; this moves the end.');
    await journey.press('U0ANA', longer, 'approve');
    await journey.waitForStatus(longer, 'Done');

    clock.forward(2);
    expect(await journey.waitForText(id, 'Expired: ')).toContain(`${longer} requested the same.`);
    expect(sharedWith(FIRST)).toEqual([PARTNER]);

    clock.forward(47);
    await undoOf(longer);
    expect(sharedWith(FIRST)).toEqual([]);
  });

  test('is revoked immediately by End now in the warning, but not for other users', async () => {
    const id = await shared(`/ami share ${SECOND} with partner for 2d`);
    const message = journey.messageOf(id);
    if (message === undefined) throw new Error('no message');
    const refused = await journey.ephemeralReplyTo('U0SAM', () => journey.user('U0SAM').click(message, 'end_now'));
    expect(refused).toContain(`${id}: you may not end it.`);
    clock.forward(25);
    const warning = await warningOf(id);
    expect(textOf(warning)).toContain(`unknown for partner (${PARTNER})`);

    await journey.user('U0RITA').click(warning, 'end_now');

    await journey.waitForStatus(await undoOf(id), 'Done');
    expect(sharedWith(SECOND)).toEqual([]);
    expect(await journey.runCommand('U0RITA', `/ami history ${id}`)).toContain('ended before its time by @U0RITA');
  });

  test('is reported as expired without any call if it was removed manually', async () => {
    const id = await shared(`/ami share ${THIRD} with partner for 2d`);
    const { store } = journey.sandbox.aws;
    const image = store.get('images', THIRD);
    if (image === undefined) throw new Error('no image');
    store.put('images', { ...image, launchPermissions: [] });
    for (const { snapshotId } of image.blockDevices) {
      const snapshot = store.get('snapshots', snapshotId ?? '');
      if (snapshot !== undefined) store.put('snapshots', { ...snapshot, volumePermissions: [] });
    }
    const checkpoint = journey.sandbox.aws.calls.length;

    clock.forward(25);

    const notice = await journey.waitForDirectMessage('U0RITA', id, `${id} has expired`);
    expect(notice).toContain('Nothing was revoked. Nothing is left to revert');
    expect(buttonsIn(journey.messageOf(id))).not.toContain('End now');
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);
  });

  test('is refused if it is shorter than the current share, with the expiry', async () => {
    await shared(`/ami share ${SECOND} with partner for 2d`);

    expect(await journey.runCommand('U0RITA', `/ami share ${SECOND} with partner for 1d`)).toMatch(
      /partner \(777788889999\) has it until \d{4}-\d\d-\d\d \d\d:\d\d UTC already, which is longer/,
    );
  });
});

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
