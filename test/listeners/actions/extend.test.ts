import { describe, expect, test } from '@jest/globals';
import { viewViolations } from '../../../sandbox/slack/rules/index.js';
import { ACTION } from '../../../src/listeners/blocks/kit/ids.js';
import type { Request } from '../../../src/domain/request/types.js';
import { IMAGE, plan, request, t } from '../../workflows/builders.js';
import { press } from '../payloads.js';
import { renderedLines } from '../rendered-messages.js';
import { slackRejects, ListenerHarness } from '../slack-setup.js';

const ID = 'AR-7F3K2M';
const WEEK = 7 * 86_400_000;

const shared = request({
  status: 'done',
  input: {
    ami: IMAGE.imageId,
    region: 'us-east-1',
    targets: [{ kind: 'account', id: '111122223333' }],
    expiresAfterMs: WEEK,
  },
  plan: plan({ expiresAfterMs: WEEK }),
  expiration: { revokeAt: t(9_000), isSettled: false },
});

function openHarness(found: Request | undefined): ListenerHarness {
  const harness: ListenerHarness = new ListenerHarness({
    useCases: {
      getRequest: async () => {
        expect(harness.calls.map(({ method }) => method)).toEqual(['views.open']);
        return found;
      },
    },
  });
  return harness;
}

function formIn(harness: ListenerHarness): Readonly<Record<string, unknown>> {
  const [changed] = harness.callsOf('views.update');
  const view = changed?.view;
  expect(viewViolations(view)).toEqual([]);
  return typeof view === 'object' && view !== null ? { ...view } : {};
}

function linesIn(harness: ListenerHarness): readonly string[] {
  const { blocks } = formIn(harness);
  return renderedLines(Array.isArray(blocks) ? blocks : []);
}

describe('Extend', () => {
  test('opens a modal immediately and fills in the share form from the request', async () => {
    const harness = openHarness(shared);

    await harness.send(press(ACTION.extend, ID));

    expect(formIn(harness)).toMatchObject({
      callback_id: 'command',
      private_metadata: '{"command":"share","channel":"C0APPROVALS"}',
      submit: { text: 'Request' },
    });
    expect(linesIn(harness)).toEqual(
      expect.arrayContaining([
        `AMI*: ${IMAGE.imageId}`,
        'Target*: 111122223333',
        'For how long: 1w',
        'Region: us-east-1',
      ]),
    );
  });

  test.each<[string, Request | undefined, string]>([
    ['a request that does not exist', undefined, 'No request AR-7F3K2M'],
    ['a request without a time limit', request({ status: 'done' }), 'AR-7F3K2M has no time limit'],
    [
      'a request of another operation',
      request({ operation: 'copy', plan: plan({ expiresAfterMs: WEEK }) }),
      'AR-7F3K2M has no time limit',
    ],
  ])('explains why it cannot extend %s', async (_, found, expected) => {
    const harness = openHarness(found);

    await harness.send(press(ACTION.extend, ID));

    expect(linesIn(harness)[0]).toContain(expected);
    expect(formIn(harness).submit).toBeUndefined();
  });

  test('refuses members of other workspaces', async () => {
    const harness = new ListenerHarness();

    await harness.send(press(ACTION.extend, ID, { team: 'T0OTHER' }));

    expect(linesIn(harness)).toEqual([
      'Only members of the workspace that AMI Steward belongs to can use it. Nothing was requested.',
    ]);
  });

  test('asks the user to try again if the modal opens too late', async () => {
    const harness = new ListenerHarness({ responses: { 'views.open': slackRejects('trigger_expired') } });

    await harness.send(press(ACTION.extend, ID));

    expect(JSON.stringify(harness.callsOf('response_url')[0])).toContain('Try again');
  });
});

describe.each([
  ['Extend', ACTION.extend],
  ['End now', ACTION.expireNow],
])('%s', (_, action) => {
  test.each(['', 'AR-7F3K2M; drop', '<@U0EVIL>', 'x'.repeat(2_000)])(
    'refuses a value that is not a request ID: %j',
    async (value) => {
      const harness = new ListenerHarness();

      await harness.send(press(action, value));

      expect(harness.calls.map(({ method }) => method)).toEqual(['response_url']);
      expect(JSON.stringify(harness.callsOf('response_url')[0])).toContain('Internal error.');
    },
  );
});
