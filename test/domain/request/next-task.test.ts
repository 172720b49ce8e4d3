import { describe, expect, test } from '@jest/globals';
import { nextDueAt, nextTask } from '../../../src/domain/request/next-task.js';
import type { Request, StepProgress } from '../../../src/domain/request/types.js';
import { person, plan, request, step, STATUSES, t, T0 } from '../../workflows/builders.js';

const copy = step('copy');
const share = step('share', { after: ['copy'] });
const clean = step('clean', { cleanup: { stepId: 'copy', unlessDone: 'copy' } });
const other = step('other');

function progress(state: StepProgress['state'], overrides: Partial<StepProgress> = {}): StepProgress {
  return { state, attempts: 0, startedAt: t(1), ...overrides };
}

function running(steps: Request['steps'], all = [copy, share, clean, other]): Request {
  return request({ status: 'running', plan: plan({ steps: all }), steps });
}

describe('nextTask: running a plan', () => {
  test.each<[string, Request, object]>([
    ['starts the first step', running({}), { kind: 'call', step: copy }],
    [
      'starts another step while one step waits',
      running({ copy: progress('waiting', { nextAt: t(30) }) }),
      { kind: 'call', step: other },
    ],
    [
      'is idle until the next poll when all remaining steps wait',
      running({ copy: progress('waiting', { nextAt: t(30) }), other: progress('done') }),
      { kind: 'idle', until: t(30) },
    ],
    [
      'polls a step when its poll is due',
      running({ copy: progress('waiting', { nextAt: t(5) }) }),
      { kind: 'poll', step: copy },
    ],
    [
      'first resumes a step whose outcome is not recorded',
      running({ copy: progress('started') }),
      { kind: 'resume', step: copy },
    ],
    [
      'is idle until the retry of a throttled step is due',
      running({ copy: progress('started', { nextAt: t(99) }), other: progress('done') }),
      { kind: 'idle', until: t(99) },
    ],
    ['starts a step when its dependency is done', running({ copy: progress('done') }), { kind: 'call', step: share }],
    [
      'skips a step when its dependency has failed',
      running({ copy: progress('failed') }),
      { kind: 'skip', step: share },
    ],
    [
      'skips a step when its dependency was skipped',
      running({ copy: progress('skipped') }),
      { kind: 'skip', step: share },
    ],
    [
      'cleans up after a failed step whose call was accepted',
      running({ copy: progress('failed', { outputs: { imageId: 'ami-1' } }), share: progress('skipped') }),
      { kind: 'call', step: clean },
    ],
    [
      'skips the clean-up when the call was never accepted',
      running({ copy: progress('failed'), share: progress('skipped') }),
      { kind: 'skip', step: clean },
    ],
    [
      'skips the clean-up after success',
      running({ copy: progress('done'), share: progress('done') }),
      { kind: 'skip', step: clean },
    ],
    [
      'finishes when every step is settled',
      running({
        copy: progress('done'),
        share: progress('done'),
        clean: progress('skipped'),
        other: progress('failed'),
      }),
      { kind: 'finish' },
    ],
  ])('%s', (_, given, expected) => {
    expect(nextTask(given, t(10))).toEqual(expected);
  });
});

describe('nextTask: a temporary resource', () => {
  const lend = step('lend');
  const use = step('use', { after: ['lend'] });
  const back = step('back', { cleanup: { stepId: 'lend' }, after: ['use'] });
  const done = progress('done');
  const failed = progress('failed');

  test.each<[string, Request['steps'], object]>([
    [
      'is not removed while it is in use',
      { lend: done, use: progress('waiting', { nextAt: t(30) }) },
      { kind: 'idle', until: t(30) },
    ],
    ['is removed after its use is done', { lend: done, use: done }, { kind: 'call', step: back }],
    ['is removed when its use failed', { lend: done, use: failed }, { kind: 'call', step: back }],
    ['is removed when its use was skipped', { lend: done, use: progress('skipped') }, { kind: 'call', step: back }],
    [
      'is not removed when its creation failed',
      { lend: failed, use: progress('skipped') },
      { kind: 'skip', step: back },
    ],
    [
      'is removed when the outcome of its creation is unknown',
      { lend: progress('failed', { failure: { code: 'unknown-outcome', message: '' } }), use: progress('skipped') },
      { kind: 'call', step: back },
    ],
    ['needs no further step after its removal', { lend: done, use: failed, back: done }, { kind: 'finish' }],
  ])('%s', (_, steps, expected) => {
    expect(nextTask(running(steps, [lend, use, back]), t(10))).toEqual(expected);
  });

  const part = step('part');
  const whole = step('whole', { after: ['part'] });
  const discard = step('discard', { cleanup: { stepId: 'part', unlessDone: 'whole' } });

  test.each<[string, Request['steps'], object]>([
    ['is kept when the result is done', { part: done, whole: done }, { kind: 'skip', step: discard }],
    ['is removed when the result failed', { part: done, whole: failed }, { kind: 'call', step: discard }],
    [
      'waits until the result is known',
      { part: done, whole: progress('waiting', { nextAt: t(30) }) },
      { kind: 'idle', until: t(30) },
    ],
  ])('part: %s', (_, steps, expected) => {
    expect(nextTask(running(steps, [part, whole, discard]), t(10))).toEqual(expected);
  });
});

describe('nextTask: a step that can be cancelled', () => {
  const load = step('load', { cancellable: true });
  const use = step('use', { after: ['load'] });
  const undo = step('undo', { cleanup: { stepId: 'load', unlessDone: 'load' } });
  const waiting = progress('waiting', { nextAt: t(30) });
  const stopped = { type: 'cancel-requested', by: person('U0ANA'), at: t(5) } as const;

  test.each<[string, Request['steps'], Request['history'], object]>([
    ['is polled when no one has stopped it', { load: waiting }, [], { kind: 'idle', until: t(30) }],
    ['is aborted at once after a stop', { load: waiting }, [stopped], { kind: 'abort', step: load }],
    [
      'is resumed first when its outcome is not recorded',
      { load: progress('started') },
      [stopped],
      { kind: 'resume', step: load },
    ],
    [
      'makes its dependent step be skipped after it failed',
      { load: progress('failed') },
      [stopped],
      { kind: 'skip', step: use },
    ],
    [
      'is cleaned up even after a stop',
      { load: progress('failed', { outputs: { task: 'x' } }), use: progress('skipped') },
      [stopped],
      { kind: 'call', step: undo },
    ],
  ])('%s', (_, steps, history, expected) => {
    expect(nextTask({ ...running(steps, [load, use, undo]), history }, t(10))).toEqual(expected);
  });
});

describe('nextTask: a delayed step', () => {
  const first = step('first');
  const stage = step('rung', { after: ['first'], delayMs: 40_000 });
  const started = { type: 'started', at: t(0) } as const;
  const firstDone = { type: 'step-done', step: 'first', outputs: {}, at: t(100) } as const;
  const announced = { type: 'stage-announced', step: 'rung', due: t(140), at: t(130) } as const;
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
