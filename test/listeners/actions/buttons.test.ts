import { describe, expect, test } from '@jest/globals';
import { viewViolations } from '../../../sandbox/slack/rules/index.js';
import { ACTION } from '../../../src/listeners/blocks/ids.js';
import { Gone } from '../../../src/workflows/errors.js';
import type { Refusal } from '../../../src/workflows/request/decide.js';
import type { Deed, DeedAnswer, UndoAnswer, UseCases } from '../../../src/workflows/use-cases.js';
import { ana, request } from '../../workflows/builders.js';
import { press } from '../payloads-sent.js';
import { shown } from '../shown.js';
import { refuses, SlackDesk, type Thing } from '../slack-desk.js';

const ID = 'AR-7F3K2M';
const message = { channel: 'C0APPROVALS', ts: '1.000' };
const shownNow = request({ announced: { shown: 1, told: [], failures: 0, message } });

function acting(answer: DeedAnswer, deeds: Deed[] = []): Partial<UseCases> {
  return {
    act: async (deed) => {
      deeds.push(deed);
      return answer;
    },
  };
}

function linesOf({ blocks }: Thing = {}): readonly string[] {
  return shown(Array.isArray(blocks) ? blocks : []);
}

function viewOf(call: Thing = {}): Thing {
  const { view } = call;
  expect(viewViolations(view)).toEqual([]);
  return typeof view === 'object' && view !== null ? { ...view } : {};
}

describe('Approve, Cancel, Retry, End now', () => {
  test.each([
    [ACTION.approve, 'approve'],
    [ACTION.cancel, 'cancel'],
    [ACTION.retry, 'retry'],
    [ACTION.endNow, 'end'],
  ] as const)('%s acts as whoever pressed, and says nothing when it worked: the message shows it', async (id, kind) => {
    const deeds: Deed[] = [];
    const desk = new SlackDesk({ useCases: acting({ kind: 'accepted', request: shownNow }, deeds) });

    await desk.send(press(id, ID));

    expect(deeds).toEqual([{ requestId: ID, by: ana, attempt: { kind } }]);
    expect(desk.acknowledged).toEqual([undefined]);
    expect(desk.calls).toEqual([]);
  });

  test('a refusal is answered to that person alone', async () => {
    const refusal = { code: 'not-an-approver', approvers: ['S0PLATFORM'] } as const;
    const desk = new SlackDesk({ useCases: acting({ kind: 'refused', refusal, request: shownNow }) });

    await desk.send(press(ACTION.approve, ID));

    const answers = desk.callsOf('response_url');
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(linesOf(answers[0])).toEqual(['AR-7F3K2M: you may not approve it. These may: @S0PLATFORM']);
  });

  test('End now, when the time is over, says so', async () => {
    const refusal = { code: 'no-time-left' } as const;
    const desk = new SlackDesk({ useCases: acting({ kind: 'refused', refusal, request: shownNow }) });

    await desk.send(press(ACTION.endNow, ID));

    expect(linesOf(desk.callsOf('response_url')[0])).toEqual([
      'AR-7F3K2M: there is no time of it left that could be ended.',
    ]);
  });

  test('a press on a copy makes that copy show the request as it is', async () => {
    const done = { ...shownNow, status: 'done' } as const;
    const refusal = { code: 'too-late', status: 'done' } as const;
    const desk = new SlackDesk({ useCases: acting({ kind: 'refused', refusal, request: done }) });

    await desk.send(press(ACTION.approve, ID, { ts: '0.999' }));

    const [answer, copy] = desk.callsOf('response_url');
    expect(linesOf(answer)[0]).toContain('too late to approve, it is Done');
    expect(copy).toMatchObject({ replace_original: true });
    expect(linesOf(copy)[0]).toBe('# AR-7F3K2M: Done');
  });

  test('a press on a request that is gone is answered', async () => {
    const desk = new SlackDesk({ useCases: acting({ kind: 'no-such-request', id: ID }) });

    await desk.send(press(ACTION.approve, ID));

    expect(linesOf(desk.callsOf('response_url')[0])[0]).toContain('There is no request AR-7F3K2M');
  });

  test('a value that is no id of a request acts on nothing, and is answered', async () => {
    const desk = new SlackDesk();

    await desk.send(press(ACTION.approve, 'AR-7F3K2M; drop'));

    expect(linesOf(desk.callsOf('response_url')[0])[0]).toContain('Something went wrong on my side.');
    expect(desk.log.map(({ level, message: text }) => [level, text])).toEqual([
      ['error', 'a payload from Slack failed'],
    ]);
  });
});

describe('Deny', () => {
  test('opens the form for the reason before anything is looked up, and decides nothing', async () => {
    const desk: SlackDesk = new SlackDesk({
      useCases: {
        act: async (deed) => {
          expect(desk.calls.map(({ method }) => method)).toEqual(['views.open']);
          expect(deed.attempt).toEqual({ kind: 'consider-denial' });
          return { kind: 'accepted', request: shownNow };
        },
      },
    });

    await desk.send(press(ACTION.deny, ID));

    const view = viewOf(desk.callsOf('views.open')[0]);
    expect(view.private_metadata).toBe('{"request":"AR-7F3K2M","channel":"C0APPROVALS"}');
    expect(linesOf(view)).toEqual(['Why?*: ']);
    expect(desk.calls).toHaveLength(1);
  });

  test.each<[string, string, Refusal, string]>([
    ['the requester', 'U0RITA', { code: 'own-request' }, 'you asked for it yourself'],
    [
      'somebody who may not',
      'U0SAM',
      { code: 'not-an-approver', approvers: ['U0ANA', 'U0BEN'] },
      'you may not deny it. These may: @U0ANA, @U0BEN',
    ],
  ])('tells %s at once, in private and in the form', async (_, user, refusal, expected) => {
    const desk = new SlackDesk({ useCases: { act: async () => ({ kind: 'refused', refusal, request: shownNow }) } });

    await desk.send(press(ACTION.deny, ID, { user }));

    expect(linesOf(desk.callsOf('response_url')[0])[0]).toContain(expected);
    const changed = desk.callsOf('views.update')[0];
    expect(changed).toMatchObject({ view_id: 'V1' });
    expect(linesOf(viewOf(changed))[0]).toContain(expected);
    expect(viewOf(changed).submit).toBeUndefined();
  });

  test('asks to press again when the form comes too late', async () => {
    const desk = new SlackDesk({ answers: { 'views.open': refuses('trigger_expired') } });

    await desk.send(press(ACTION.deny, ID));

    expect(linesOf(desk.callsOf('response_url')[0])[0]).toContain('press the button again');
  });

  test('takes it that the form was closed meanwhile', async () => {
    const desk = new SlackDesk({
      useCases: { act: async () => ({ kind: 'refused', refusal: { code: 'own-request' }, request: shownNow }) },
      answers: { 'views.update': refuses('not_found') },
    });

    await desk.send(press(ACTION.deny, ID, { user: 'U0SAM' }));

    expect(desk.callsOf('response_url')).toHaveLength(1);
  });
});

describe('Show API calls', () => {
  test('opens a window at once and fills it with the calls', async () => {
    const desk: SlackDesk = new SlackDesk({
      useCases: {
        find: async () => {
          expect(desk.calls.map(({ method }) => method)).toEqual(['views.open']);
          return shownNow;
        },
      },
    });

    await desk.send(press(ACTION.showCalls, ID));

    expect(linesOf(viewOf(desk.callsOf('views.open')[0]))).toEqual(['One moment …']);
    expect(linesOf(viewOf(desk.callsOf('views.update')[0]))).toEqual([
      'Share ami-1234567890abcdef0 with prod (111122223333)',
      'Do share in us-east-1, images (999988887777)',
      'aws ec2 modify-image-attribute --region us-east-1 --image-id ami-1234567890abcdef0' +
        ` --launch-permission '{"Add":[{"UserId":"111122223333"}]}'`,
    ]);
  });

  test('says in the window that the request is gone', async () => {
    const desk = new SlackDesk({ useCases: { find: async () => undefined } });

    await desk.send(press(ACTION.showCalls, ID));

    expect(linesOf(viewOf(desk.callsOf('views.update')[0]))[0]).toContain('There is no request AR-7F3K2M');
  });

  test('a failure is answered with a reference', async () => {
    const desk = new SlackDesk({ useCases: { find: () => Promise.reject(new Gone('the table does not exist')) } });

    await desk.send(press(ACTION.showCalls, ID));

    expect(linesOf(desk.callsOf('response_url')[0])).toEqual([
      'What this is about is no longer there. the table does not exist',
      'Reference for the log: REF123',
    ]);
  });
});

describe('More', () => {
  const value = JSON.stringify({ list: 'mine', cursor: 'page-2' });
  const list: UseCases['list'] = async () => ({ items: [] });

  test('puts the next page in the place of this one, for whoever pressed', async () => {
    const asked: unknown[] = [];
    const desk = new SlackDesk({
      useCases: {
        list: (...which) => {
          asked.push(which);
          return list(...which);
        },
      },
    });

    await desk.send(press(ACTION.moreRequests, value));

    expect(asked).toEqual([
      [
        { kind: 'mine', person: ana },
        { limit: 10, cursor: 'page-2' },
      ],
    ]);
    expect(desk.callsOf('response_url')).toMatchObject([{ replace_original: true }]);
  });

  test('puts the older requests of a history in the place of the newer ones', async () => {
    const asked: unknown[] = [];
    const older = { name: 'ami-1', cursor: 'page-2' };
    const desk = new SlackDesk({
      useCases: {
        olderHistory: async (from) => {
          asked.push(from);
          return { kind: 'told', name: 'ami-1', requests: [shownNow], keeps: [], adoptions: [], unreachable: [] };
        },
      },
    });

    await desk.send(press(ACTION.moreHistory, JSON.stringify(older)));

    expect(asked).toEqual([older]);
    const [page] = desk.callsOf('response_url');
    expect(page).toMatchObject({ replace_original: true });
    expect(linesOf(page)[1]).toContain(ID);
    expect(linesOf(page)).not.toContain('[More]');
  });

  test('answers anew where the old page cannot be replaced', async () => {
    const desk = new SlackDesk({ useCases: { list }, answers: { response_url: { status: 404 } } });

    await desk.send(press(ACTION.moreRequests, value));

    expect(desk.callsOf('chat.postMessage')).toMatchObject([{ channel: 'U0ANA' }]);
  });
});

describe('Undo', () => {
  const undo = request({ id: 'AR-000001', undoes: { request: ID } });

  test.each<[string, UndoAnswer, string]>([
    ['what it became', { kind: 'submitted', request: undo }, 'It waits for approval.'],
    ['the one that there is', { kind: 'duplicate', request: undo }, 'The same is asked for already: AR-000001'],
    [
      'why there is nothing to take back',
      { kind: 'refused', title: 'Undo it', findings: [{ code: 'x', severity: 'refusal', text: 'Nothing is left.' }] },
      '- Nothing is left.',
    ],
    [
      'which rule forbids it',
      { kind: 'forbidden', plan: undo.plan, reason: { code: 'in-use', inUse: 'yes' } },
      'Not requested: ',
    ],
    [
      'that it is not the time',
      { kind: 'not-allowed', refusal: { code: 'too-late', status: 'running' }, request: shownNow },
      'AR-7F3K2M: too late to undo, it is Running',
    ],
    ['that there is no such request', { kind: 'no-such-request', id: ID }, 'There is no request AR-7F3K2M'],
  ])('answers whoever pressed: %s', async (_, answer, text) => {
    const asks: unknown[] = [];
    const desk = new SlackDesk({
      useCases: {
        undo: async (ask) => {
          asks.push(ask);
          return answer;
        },
      },
    });

    await desk.send(press(ACTION.undo, ID));

    expect(asks).toEqual([{ requestId: ID, by: ana }]);
    const [told] = desk.callsOf('response_url');
    expect(told).toMatchObject({ response_type: 'ephemeral' });
    expect(linesOf(told).join('\n')).toContain(text);
  });
});
