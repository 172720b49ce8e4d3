import { describe, expect, test } from '@jest/globals';
import { nextDueAt, nextTask } from '../../../src/domain/request/next-task.js';
import type { Request } from '../../../src/domain/request/types.js';
import { person, plan, request, step, STATUSES, t, T0 } from '../../workflows/builders.js';
import { other, progress, running } from './next-task-setup.js';

describe('nextTask: a delayed step', () => {
  const first = step('first');
  const stage = step('stage', { after: ['first'], delayMs: 40_000 });
  const started = { type: 'started', at: t(0) } as const;
  const firstDone = { type: 'step-done', step: 'first', outputs: {}, at: t(100) } as const;
  const announced = { type: 'stage-announced', step: 'stage', due: t(140), at: t(130) } as const;
  const sent = { shownRevision: 1, sent: ['stage-1', 'stage-in-channel-1'], failures: 0 } as const;

  function staged(history: Request['history'], overrides: Partial<Request> = {}): Request {
    const steps = { first: progress('done') };
    return request({ status: 'running', plan: plan({ steps: [first, stage] }), steps, history, ...overrides });
  }

  test.each<[string, Request, string, object]>([
    ['is idle until its announcement is due', staged([started, firstDone]), t(110), { kind: 'idle', until: t(130) }],
    [
      'is announced when the announcement is due',
      staged([started, firstDone]),
      t(130),
      { kind: 'announce-stage', step: stage },
    ],
    [
      'waits for the retry when the AMI could not be read',
      staged([started, firstDone], { retryState: { attempts: 1, retryAt: t(133) } }),
      t(131),
      { kind: 'idle', until: t(133) },
    ],
    [
      'is idle until its start time once the notices are sent',
      staged([started, firstDone, announced], { notifications: sent }),
      t(131),
      { kind: 'idle', until: t(140) },
    ],
    [
      'is started at its start time',
      staged([started, firstDone, announced], { notifications: sent }),
      t(140),
      { kind: 'start-stage', step: stage },
    ],
    [
      'is not started while its Slack notices cannot be sent',
      staged([started, firstDone, announced], { notifications: { ...sent, sent: [], failures: 3, retryAt: t(200) } }),
      t(150),
      { kind: 'idle', until: t(200) },
    ],
    [
      'is not announced while another step is in progress',
      staged([started, firstDone], {
        plan: plan({ steps: [stage, first, other] }),
        steps: { first: progress('done'), other: progress('waiting', { nextAt: t(150) }) },
      }),
      t(135),
      { kind: 'idle', until: t(150) },
    ],
    [
      'is skipped after Stop',
      staged([started, firstDone, { type: 'cancel-requested', by: person('U0ANA'), at: t(120) }]),
      t(120),
      { kind: 'skip', step: stage },
    ],
  ])('%s', (_, given, now, expected) => {
    expect(nextTask(given, now)).toEqual(expected);
  });

  test('is due at its announcement time and again at its start time', () => {
    expect(nextDueAt(staged([started, firstDone]))).toBe(t(130));
    expect(nextDueAt(staged([started, firstDone, announced], { notifications: sent }))).toBe(t(140));
  });
});

describe('nextTask: before and after a run', () => {
  test.each<[string, Partial<Request>, string, object]>([
    ['is idle until the reminder of a pending request is due', {}, t(10), { kind: 'idle', until: t(4 * 3600) }],
    ['sends the reminder of a pending request when it is due', {}, t(4 * 3600), { kind: 'remind' }],
    ['expires a pending request when its approval deadline has passed', {}, t(72 * 3600), { kind: 'expire' }],
    [
      'ignores a reminder that is due after the approval deadline',
      { remindAt: t(100 * 3600) },
      t(10),
      { kind: 'idle', until: t(72 * 3600) },
    ],
    ['starts an approved request', { status: 'approved' }, t(10), { kind: 'start-run' }],
    [
      'waits for the retry when the AMI could not be read',
      { status: 'approved', retryState: { attempts: 1, retryAt: t(60) } },
      t(10),
      { kind: 'idle', until: t(60) },
    ],
    ['sends the notification of a change first', { status: 'approved', revision: 2 }, t(10), { kind: 'notify' }],
    [
      'starts the run while Slack is unavailable',
      { status: 'approved', revision: 2, notifications: { shownRevision: 1, sent: [], failures: 1, retryAt: t(60) } },
      t(10),
      { kind: 'start-run' },
    ],
    [
      'retries the Slack notification of a finished request',
      { status: 'done', revision: 2, notifications: { shownRevision: 1, sent: [], failures: 1, retryAt: t(60) } },
      t(10),
      { kind: 'idle', until: t(60) },
    ],
  ])('%s', (_, overrides, now, expected) => {
    expect(nextTask(request(overrides), now)).toEqual(expected);
  });

  test('updates the message of a running plan at most every two seconds', () => {
    const given = {
      ...running({}),
      revision: 9,
      notifications: { shownRevision: 8, shownAt: t(9), sent: [], failures: 0 },
    };

    expect(nextTask(given, t(10)).kind).toBe('call');
    expect(nextTask(given, t(11)).kind).toBe('notify');
  });
});

describe('nextDueAt', () => {
  test('is the end of the lease while a process holds the request', () => {
    expect(nextDueAt(request({ lease: { ownerId: 'a', expiresAt: t(30), heartbeat: 1 } }))).toBe(t(30));
  });

  test('is the time of the last change when a task is due at once', () => {
    expect(nextDueAt(request({ status: 'approved' }))).toBe(T0);
  });

  test.each(STATUSES.filter((status) => ['done', 'failed', 'denied', 'cancelled', 'expired'].includes(status)))(
    'is undefined for a %s request whose notifications are sent',
    (status) => {
      expect(nextDueAt(request({ status }))).toBeUndefined();
    },
  );
});
