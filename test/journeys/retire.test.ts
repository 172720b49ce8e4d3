import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buttonsIn, startJourney, type Journey } from './harness.js';
import { OffsetClock } from './shifted-clock.js';

const clock = new OffsetClock();
let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({ clock });
});
afterAll(async () => {
  await journey.sandbox.close();
});

/** AMIs without findings in the home account, because the SDK expires assumed roles by the clock of the machine. */
const [FIRST, SECOND, THIRD] = ['ami-0badcafe2d3e4f500', 'ami-0badcafe1d2e3f400', 'ami-0a57a1ed0c4b3f210'];

/** Requests and approves a staged retirement of eight hours. Resolves with its ID once its first stage is done. */
async function startRetirement(ami: string): Promise<string> {
  const id = await journey.request('U0RITA', `/ami retire ${ami} over 8h`);
  await approve(id);
  await journey.waitForText(id, '3 steps, 1 done');
  return id;
}

/** Approves with as many approvers as the rule requires. */
async function approve(id: string): Promise<void> {
  await journey.press('U0ANA', id, 'approve');
  await journey.waitForText(id, '@U0ANA');
  if (journey.buttonsOf(id).includes('Approve')) await journey.press('U0SEC', id, 'approve');
}

function stateOf(ami: string): string | undefined {
  return journey.sandbox.aws.store.get('images', ami)?.state;
}

describe('a retirement', () => {
  test('announces each stage, continues after a restart, and completes', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    const id = await startRetirement(FIRST);
    expect(journey.buttonsOf(id)).toEqual(['Stop', 'Show API calls']);
    expect(stateOf(FIRST)).toBe('available');

    await journey.sandbox.stopApp();
    clock.forward(3.1);
    await journey.sandbox.startApp();
    const announced = await journey.waitForDirectMessage('U0RITA', id, 'continues');
    expect(announced).toContain(`Disable ${FIRST}`);
    expect(announced).toContain('[Stop]');
    clock.forward(1);
    await journey.waitForText(id, '3 steps, 2 done');
    expect(stateOf(FIRST)).toBe('disabled');

    expect(journey.changeCallsSince(checkpoint).map(({ operation }) => operation)).toEqual([
      'EnableImageDeprecation',
      'DisableImage',
    ]);
    clock.forward(3.1);
    await journey.sandbox.workspace.waitUntil(
      () => journey.directMessagesAbout('U0RITA', id).filter((text) => text.includes('continues')).length === 2,
    );
    clock.forward(1);
    await journey.waitForStatus(id, 'Done');
    expect(stateOf(FIRST)).not.toBe('disabled');
  });
});

describe('Stop', () => {
  test('in the announcement ends the retirement, and shows the completed stages', async () => {
    const id = await startRetirement(SECOND);
    clock.forward(3.1);
    await journey.waitForDirectMessage('U0RITA', id, 'continues');
    const announcement = journey
      .user('U0RITA')
      .directMessages()
      .findLast((message) => message.text.includes(id) && buttonsIn(message).includes('Stop'));
    if (announcement === undefined) throw new Error('no announcement');

    await journey.user('U0RITA').click(announcement, 'stop');

    const text = await journey.waitForStatus(id, 'Cancelled');
    expect(text).toContain('Cancelled by @U0RITA');
    expect(text).toContain(`Deprecate ${SECOND}`);
    expect(text).toContain('Completed stages stay until Undo.');
    clock.forward(9);
    expect(await journey.runCommand('U0RITA', `/ami status ${id}`)).toContain('Cancelled');
    expect(stateOf(SECOND)).toBe('available');
  });
});

describe('new use of the AMI', () => {
  test('stops the retirement, which asks for a new approval with the change', async () => {
    const id = await startRetirement(THIRD);
    const { store } = journey.sandbox.aws;
    const [instance] = store.all('instances').filter(({ state }) => state === 'running');
    if (instance === undefined) throw new Error('nothing runs');
    store.put('instances', { ...instance, id: 'i-0c0ffee0123456789', imageId: THIRD });

    clock.forward(3.1);

    const asked = await journey.waitForStatus(id, 'Waiting for approval');
    expect(asked).toContain('New: In use in images');
    expect(asked).toContain('3 steps, 1 done');
    expect(journey.buttonsOf(id)).toContain('Approve');
    expect(stateOf(THIRD)).toBe('available');
  });
});

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
