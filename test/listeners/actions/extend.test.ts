import { describe, expect, test } from '@jest/globals';
import { viewViolations } from '../../../sandbox/slack/rules/index.js';
import { ACTION } from '../../../src/listeners/blocks/ids.js';
import type { Request } from '../../../src/workflows/request/types.js';
import { IMAGE, plan, request, t } from '../../workflows/builders.js';
import { press } from '../payloads-sent.js';
import { shown } from '../shown.js';
import { refuses, SlackDesk } from '../slack-desk.js';

const ID = 'AR-7F3K2M';
const WEEK = 7 * 86_400_000;

const shared = request({
  status: 'done',
  input: { ami: IMAGE.imageId, region: 'us-east-1', targets: [{ kind: 'account', id: '111122223333' }], forMs: WEEK },
  plan: plan({ forMs: WEEK }),
  limit: { endsAt: t(9_000), isOver: false },
});

function deskWith(found: Request | undefined): SlackDesk {
  const desk: SlackDesk = new SlackDesk({
    useCases: {
      find: async () => {
        expect(desk.calls.map(({ method }) => method)).toEqual(['views.open']);
        return found;
      },
    },
  });
  return desk;
}

function formIn(desk: SlackDesk): Readonly<Record<string, unknown>> {
  const [changed] = desk.callsOf('views.update');
  const view = changed?.view;
  expect(viewViolations(view)).toEqual([]);
  return typeof view === 'object' && view !== null ? { ...view } : {};
}

function linesIn(desk: SlackDesk): readonly string[] {
  const { blocks } = formIn(desk);
  return shown(Array.isArray(blocks) ? blocks : []);
}

describe('Extend', () => {
  test('opens a window at once, and in it the form of a share with everything filled in', async () => {
    const desk = deskWith(shared);

    await desk.send(press(ACTION.extend, ID));

    expect(formIn(desk)).toMatchObject({
      callback_id: 'command',
      private_metadata: '{"command":"share","channel":"C0APPROVALS"}',
      submit: { text: 'Request' },
    });
    expect(linesIn(desk)).toEqual(
      expect.arrayContaining([
        `AMI*: ${IMAGE.imageId}`,
        'With whom*: 111122223333',
        'For how long: 1w',
        'Region: us-east-1',
      ]),
    );
  });

  test.each<[string, Request | undefined, string]>([
    ['a request that is gone', undefined, 'There is no request AR-7F3K2M'],
    ['what was done for good', request({ status: 'done' }), 'AR-7F3K2M was not done for a time'],
    [
      'another operation, whatever stands in it',
      request({ operation: 'copy', plan: plan({ forMs: WEEK }) }),
      'AR-7F3K2M was not done for a time',
    ],
  ])('says what is the matter with %s', async (_, found, expected) => {
    const desk = deskWith(found);

    await desk.send(press(ACTION.extend, ID));

    expect(linesIn(desk)[0]).toContain(expected);
    expect(formIn(desk).submit).toBeUndefined();
  });

  test('shows nothing to people of other workspaces', async () => {
    const desk = new SlackDesk();

    await desk.send(press(ACTION.extend, ID, { team: 'T0OTHER' }));

    expect(linesIn(desk)).toEqual([
      'Only members of the workspace that AMI Steward belongs to can use it. Nothing was requested.',
    ]);
  });

  test('asks to press again when the window comes too late', async () => {
    const desk = new SlackDesk({ answers: { 'views.open': refuses('trigger_expired') } });

    await desk.send(press(ACTION.extend, ID));

    expect(JSON.stringify(desk.callsOf('response_url')[0])).toContain('press the button again');
  });
});

describe.each([
  ['Extend', ACTION.extend],
  ['End now', ACTION.endNow],
])('%s', (_, action) => {
  test.each(['', 'AR-7F3K2M; drop', '<@U0EVIL>', 'x'.repeat(2_000)])(
    'refuses a value that is no id: %j',
    async (value) => {
      const desk = new SlackDesk();

      await desk.send(press(action, value));

      expect(desk.calls.map(({ method }) => method)).toEqual(['response_url']);
      expect(JSON.stringify(desk.callsOf('response_url')[0])).toContain('Something went wrong on my side.');
    },
  );
});
