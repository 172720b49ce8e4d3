import { describe, expect, test } from '@jest/globals';
import { planDigest } from '../../../src/domain/plan/plan-digest.js';
import { approveButton } from '../../../src/listeners/blocks/request/buttons.js';
import { viewViolations } from '../../../sandbox/slack/rules/index.js';
import { ACTION } from '../../../src/listeners/blocks/kit/ids.js';
import { NotFound } from '../../../src/workflows/ports/errors.js';
import type { Refusal } from '../../../src/domain/request/refusal.js';
import type {
  RequestActionCommand,
  RequestActionResult,
  UndoResult,
  UseCases,
} from '../../../src/workflows/use-cases.js';
import { ana, request } from '../../workflows/builders.js';
import { press } from '../payloads.js';
import { renderedLines } from '../rendered-messages.js';
import { slackRejects, ListenerHarness, type JsonObject } from '../slack-setup.js';

const ID = 'AR-7F3K2M';
const message = { channel: 'C0APPROVALS', ts: '1.000' };
const shownNow = request({ notifications: { shownRevision: 1, sent: [], failures: 0, message } });

function acting(result: RequestActionResult, commands: RequestActionCommand[] = []): Partial<UseCases> {
  return {
    actOnRequest: async (command) => {
      commands.push(command);
      return result;
    },
  };
}

function linesOf({ blocks }: JsonObject = {}): readonly string[] {
  return renderedLines(Array.isArray(blocks) ? blocks : []);
}

function viewOf(call: JsonObject = {}): JsonObject {
  const { view } = call;
  expect(viewViolations(view)).toEqual([]);
  return typeof view === 'object' && view !== null ? { ...view } : {};
}

describe('Approve, Cancel, Retry, End now', () => {
  test.each([
    [ACTION.cancel, 'cancel'],
    [ACTION.retry, 'retry'],
    [ACTION.expireNow, 'expire-now'],
  ] as const)('%s acts as the user who pressed it and posts no reply on success', async (id, kind) => {
    const commands: RequestActionCommand[] = [];
    const harness = new ListenerHarness({ useCases: acting({ kind: 'accepted', request: shownNow }, commands) });

    await harness.send(press(id, ID));

    expect(commands).toEqual([{ requestId: ID, by: ana, action: { kind } }]);
    expect(harness.acknowledged).toEqual([undefined]);
    expect(harness.calls).toEqual([]);
  });

  test('Approve names the plan that it was shown with, and none if its value does not', async () => {
    const commands: RequestActionCommand[] = [];
    const harness = new ListenerHarness({ useCases: acting({ kind: 'accepted', request: shownNow }, commands) });
    const shown = approveButton(shownNow).value ?? '';

    await harness.send(press(ACTION.approve, shown));
    await harness.send(press(ACTION.approve, ID));

    expect(commands.map(({ action }) => action)).toEqual([
      { kind: 'approve', planDigest: planDigest(shownNow.plan) },
      { kind: 'approve', planDigest: '' },
    ]);
  });

  test('reply to an approval of a replaced plan with the differences', async () => {
    const refusal = { code: 'stale-plan', differences: ['New warning: in use by i-1.'] } as const;
    const harness = new ListenerHarness({ useCases: acting({ kind: 'refused', refusal, request: shownNow }) });

    await harness.send(press(ACTION.approve, ID, { ts: '0.999' }));

    const [response, copy] = harness.callsOf('response_url');
    expect(linesOf(response).join('\n')).toContain('your approval was not counted');
    expect(linesOf(response).join('\n')).toContain('New warning: in use by i-1.');
    expect(copy).toMatchObject({ replace_original: true });
  });

  test('reply to a refusal only to the user who pressed the button', async () => {
    const refusal = { code: 'not-an-approver', approvers: ['S0PLATFORM'] } as const;
    const harness = new ListenerHarness({ useCases: acting({ kind: 'refused', refusal, request: shownNow }) });

    await harness.send(press(ACTION.approve, ID));

    const responses = harness.callsOf('response_url');
    expect(responses).toHaveLength(1);
    expect(responses[0]).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(linesOf(responses[0])).toEqual(['AR-7F3K2M: you may not approve it. These may: @S0PLATFORM']);
  });

  test('reply that no time limit is left if End now comes too late', async () => {
    const refusal = { code: 'not-expiring' } as const;
    const harness = new ListenerHarness({ useCases: acting({ kind: 'refused', refusal, request: shownNow }) });

    await harness.send(press(ACTION.expireNow, ID));

    expect(linesOf(harness.callsOf('response_url')[0])).toEqual(['AR-7F3K2M: it has no time limit left to end.']);
  });

  test('refresh the copied message in which the button was pressed', async () => {
    const done = { ...shownNow, status: 'done' } as const;
    const refusal = { code: 'too-late', status: 'done' } as const;
    const harness = new ListenerHarness({ useCases: acting({ kind: 'refused', refusal, request: done }) });

    await harness.send(press(ACTION.approve, ID, { ts: '0.999' }));

    const [response, copy] = harness.callsOf('response_url');
    expect(linesOf(response)[0]).toContain('too late to approve, it is Done');
    expect(copy).toMatchObject({ replace_original: true });
    expect(linesOf(copy)[0]).toBe('# AR-7F3K2M: Done');
  });

  test('reply if the request does not exist', async () => {
    const harness = new ListenerHarness({ useCases: acting({ kind: 'request-not-found', id: ID }) });

    await harness.send(press(ACTION.approve, ID));

    expect(linesOf(harness.callsOf('response_url')[0])[0]).toContain('No request AR-7F3K2M');
  });

  test('reply with an error and do nothing if the value is not a request ID', async () => {
    const harness = new ListenerHarness();

    await harness.send(press(ACTION.approve, 'AR-7F3K2M; drop'));

    expect(linesOf(harness.callsOf('response_url')[0])[0]).toContain('Internal error.');
    expect(harness.log.map(({ level, message: text }) => [level, text])).toEqual([
      ['error', 'a payload from Slack failed'],
    ]);
  });
});

describe('Deny', () => {
  test('opens the reason form before any lookup and decides nothing', async () => {
    const harness: ListenerHarness = new ListenerHarness({
      useCases: {
        actOnRequest: async (command) => {
          expect(harness.calls.map(({ method }) => method)).toEqual(['views.open']);
          expect(command.action).toEqual({ kind: 'check-denial' });
          return { kind: 'accepted', request: shownNow };
        },
      },
    });

    await harness.send(press(ACTION.deny, ID));

    const view = viewOf(harness.callsOf('views.open')[0]);
    expect(view.private_metadata).toBe('{"request":"AR-7F3K2M","channel":"C0APPROVALS"}');
    expect(linesOf(view)).toEqual(['Why?*: ']);
    expect(harness.calls).toHaveLength(1);
  });

  test.each<[string, string, Refusal, string]>([
    ['the requester', 'U0RITA', { code: 'own-request' }, 'your own request'],
    [
      'a user who is not an approver',
      'U0SAM',
      { code: 'not-an-approver', approvers: ['U0ANA', 'U0BEN'] },
      'you may not deny it. These may: @U0ANA, @U0BEN',
    ],
  ])('explains the refusal to %s privately and in the form', async (_, user, refusal, expected) => {
    const harness = new ListenerHarness({
      useCases: { actOnRequest: async () => ({ kind: 'refused', refusal, request: shownNow }) },
    });

    await harness.send(press(ACTION.deny, ID, { user }));

    expect(linesOf(harness.callsOf('response_url')[0])[0]).toContain(expected);
    const changed = harness.callsOf('views.update')[0];
    expect(changed).toMatchObject({ view_id: 'V1' });
    expect(linesOf(viewOf(changed))[0]).toContain(expected);
    expect(viewOf(changed).submit).toBeUndefined();
  });

  test('asks the user to try again if the form opens too late', async () => {
    const harness = new ListenerHarness({ responses: { 'views.open': slackRejects('trigger_expired') } });

    await harness.send(press(ACTION.deny, ID));

    expect(linesOf(harness.callsOf('response_url')[0])[0]).toContain('Try again');
  });

  test('ignores that the form was closed before the refusal', async () => {
    const harness = new ListenerHarness({
      useCases: {
        actOnRequest: async () => ({ kind: 'refused', refusal: { code: 'own-request' }, request: shownNow }),
      },
      responses: { 'views.update': slackRejects('not_found') },
    });

    await harness.send(press(ACTION.deny, ID, { user: 'U0SAM' }));

    expect(harness.callsOf('response_url')).toHaveLength(1);
  });
});

describe('Show API calls', () => {
  test('opens a modal immediately and fills it with the calls', async () => {
    const harness: ListenerHarness = new ListenerHarness({
      useCases: {
        getRequest: async () => {
          expect(harness.calls.map(({ method }) => method)).toEqual(['views.open']);
          return shownNow;
        },
      },
    });

    await harness.send(press(ACTION.showCalls, ID));

    expect(linesOf(viewOf(harness.callsOf('views.open')[0]))).toEqual(['One moment …']);
    expect(linesOf(viewOf(harness.callsOf('views.update')[0]))).toEqual([
      'Share ami-1234567890abcdef0 with prod (111122223333)',
      'Not limited by IAM in images (999988887777): changes are made with the credentials of AMI Steward itself.',
      'Do share in us-east-1, images (999988887777)',
      'aws ec2 modify-image-attribute --region us-east-1 --cli-input-json' +
        ` '{"ImageId":"ami-1234567890abcdef0","LaunchPermission":{"Add":[{"UserId":"111122223333"}]}}'`,
    ]);
  });

  test('shows in the modal that the request does not exist', async () => {
    const harness = new ListenerHarness({ useCases: { getRequest: async () => undefined } });

    await harness.send(press(ACTION.showCalls, ID));

    expect(linesOf(viewOf(harness.callsOf('views.update')[0]))[0]).toContain('No request AR-7F3K2M');
  });

  test('replies to a failure with a log reference', async () => {
    const harness = new ListenerHarness({
      useCases: { getRequest: () => Promise.reject(new NotFound('the table does not exist')) },
    });

    await harness.send(press(ACTION.showCalls, ID));

    expect(linesOf(harness.callsOf('response_url')[0])).toEqual([
      'The resource no longer exists. the table does not exist',
      'Reference for the log: REF123',
    ]);
  });
});

describe('More', () => {
  const value = JSON.stringify({ list: 'mine', cursor: 'page-2' });
  const listRequests: UseCases['listRequests'] = async () => ({ items: [] });

  test('replaces the page with the next one for the user who pressed it', async () => {
    const asked: unknown[] = [];
    const harness = new ListenerHarness({
      useCases: {
        listRequests: (...which) => {
          asked.push(which);
          return listRequests(...which);
        },
      },
    });

    await harness.send(press(ACTION.nextRequestPage, value));

    expect(asked).toEqual([
      [
        { kind: 'mine', person: ana },
        { limit: 10, cursor: 'page-2' },
      ],
    ]);
    expect(harness.callsOf('response_url')).toMatchObject([{ replace_original: true }]);
  });

  test('replaces the newer requests of a history with the older ones', async () => {
    const asked: unknown[] = [];
    const older = { subjectKey: 'ami-1', cursor: 'page-2' };
    const harness = new ListenerHarness({
      useCases: {
        getOlderHistory: async (from) => {
          asked.push(from);
          return {
            kind: 'history',
            subjectKey: 'ami-1',
            requests: [shownNow],
            exemptions: [],
            adoptions: [],
            unreachable: [],
          };
        },
      },
    });

    await harness.send(press(ACTION.olderHistory, JSON.stringify(older)));

    expect(asked).toEqual([older]);
    const [page] = harness.callsOf('response_url');
    expect(page).toMatchObject({ replace_original: true });
    expect(linesOf(page)[1]).toContain(ID);
    expect(linesOf(page)).not.toContain('[More]');
  });

  test('sends a direct message if the old page cannot be replaced', async () => {
    const harness = new ListenerHarness({ useCases: { listRequests }, responses: { response_url: { status: 404 } } });

    await harness.send(press(ACTION.nextRequestPage, value));

    expect(harness.callsOf('chat.postMessage')).toMatchObject([{ channel: 'U0ANA' }]);
  });
});

describe('Undo', () => {
  const undo = request({ id: 'AR-000001', undoOf: { requestId: ID } });

  test.each<[string, UndoResult, string]>([
    ['the new undo request', { kind: 'submitted', request: undo }, 'It waits for approval.'],
    ['the existing undo request', { kind: 'duplicate', request: undo }, 'Already requested: AR-000001'],
    [
      'why nothing can be reverted',
      { kind: 'refused', title: 'Undo it', findings: [{ code: 'x', severity: 'refusal', text: 'Nothing is left.' }] },
      '- Nothing is left.',
    ],
    [
      'the rule that forbids it',
      { kind: 'forbidden', plan: undo.plan, reason: { code: 'in-use', inUse: 'yes' } },
      'Not requested: ',
    ],
    [
      'the status that does not allow it',
      { kind: 'not-allowed', refusal: { code: 'too-late', status: 'running' }, request: shownNow },
      'AR-7F3K2M: too late to undo, it is Running',
    ],
    ['the request ID that was not found', { kind: 'request-not-found', id: ID }, 'No request AR-7F3K2M'],
  ])('replies to the user with %s', async (_, result, text) => {
    const asks: unknown[] = [];
    const harness = new ListenerHarness({
      useCases: {
        undoRequest: async (command) => {
          asks.push(command);
          return result;
        },
      },
    });

    await harness.send(press(ACTION.undo, ID));

    expect(asks).toEqual([{ requestId: ID, by: ana }]);
    const [reply] = harness.callsOf('response_url');
    expect(reply).toMatchObject({ response_type: 'ephemeral' });
    expect(linesOf(reply).join('\n')).toContain(text);
  });
});
