import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { INPUT_ACTION_ID } from '../../src/listeners/blocks/kit/ids.js';
import { renderedLines } from '../listeners/rendered-messages.js';
import { startJourney, type Journey } from './harness.js';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(async () => {
  await journey.sandbox.close();
});

function typed(values: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, { [INPUT_ACTION_ID]: { type: 'plain_text_input', value } }]),
  );
}

function topView(person: string) {
  const view = journey.user(person).views().at(-1);
  if (view === undefined) throw new Error(`${person} has no form open`);
  return view;
}

function homeOf(person: string): string {
  const blocks = journey.user(person).home()?.content.blocks;
  return renderedLines(Array.isArray(blocks) ? blocks : []).join('\n');
}

describe('the shortcut, the forms and the Home tab', () => {
  test('submit a request from the shortcut, and approve it in the Home tab', async () => {
    const { workspace } = journey.sandbox;
    await journey.user('U0ANA').openHome();
    await workspace.waitUntil(() => homeOf('U0ANA').includes('Nothing waits for you.'), {
      description: 'an empty Home',
    });

    await journey.user('U0RITA').shortcut('ami_new');
    await workspace.waitUntil(() => journey.user('U0RITA').views()[0], { description: 'the first form' });
    const chosen = {
      type: 'static_select',
      selected_option: { value: 'share', text: { type: 'plain_text', text: 'share' } },
    };
    await journey.user('U0RITA').submit(topView('U0RITA'), { operation: { [INPUT_ACTION_ID]: chosen } });
    expect(topView('U0RITA').content.title).toMatchObject({ text: '/ami share' });

    const state = typed({ ami: 'ami-123', targets: '1111' });
    await journey.user('U0RITA').submit(topView('U0RITA'), typed({ ami: 'i-1', targets: '1111' }));
    expect(journey.user('U0RITA').views()).toHaveLength(1);

    await journey.user('U0RITA').submit(topView('U0RITA'), state);
    await workspace.waitUntil(() => homeOf('U0ANA').includes('[Approve] [Deny] [Show API calls]'), {
      description: 'the request in the Home',
    });
    const id = /AR-[0-9A-Z]{6}/.exec(homeOf('U0ANA'))?.[0] ?? '';

    const home = journey.user('U0ANA').home();
    if (home === undefined) throw new Error('Ana has no Home');
    await journey.user('U0ANA').click(home, 'approve');
    await journey.waitForStatus(id, 'Done');
    await workspace.waitUntil(() => !homeOf('U0ANA').includes(id), { description: 'a Home without the request' });

    await journey.user('U0RITA').openHome();
    await workspace.waitUntil(() => homeOf('U0RITA').includes(`${id} Done: Share`), {
      description: 'the request in her Home',
    });
  });

  test('show the policy for a request without creating it', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;

    const answer = await journey.runCommand('U0RITA', '/ami policy unshare ami-123 from 1111');

    expect(answer).toContain('It would wait for approval.');
    expect(answer).toContain('Nothing was requested or stored.');
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);
  });
});

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
