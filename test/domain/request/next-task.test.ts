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
      'goes on elsewhere while a step waits',
      running({ copy: progress('waiting', { nextAt: t(30) }) }),
      { kind: 'call', step: other },
    ],
    [
      'rests until the next look when all that is left waits',
      running({ copy: progress('waiting', { nextAt: t(30) }), other: progress('done') }),
      { kind: 'idle', until: t(30) },
    ],
    ['looks when it is time', running({ copy: progress('waiting', { nextAt: t(5) }) }), { kind: 'poll', step: copy }],
    [
      'finds out about a step whose outcome is not recorded before anything else',
      running({ copy: progress('started') }),
      { kind: 'resume', step: copy },
    ],
    [
      'leaves a throttled step alone until its time',
      running({ copy: progress('started', { nextAt: t(99) }), other: progress('done') }),
      { kind: 'idle', until: t(99) },
    ],
    ['starts a step when the one it needs is done', running({ copy: progress('done') }), { kind: 'call', step: share }],
    [
      'skips a step when the one it needs has failed',
      running({ copy: progress('failed') }),
      { kind: 'skip', step: share },
    ],
    [
      'skips a step when the one it needs was skipped',
      running({ copy: progress('skipped') }),
      { kind: 'skip', step: share },
    ],
    [
      'cleans up after a step that failed when its call had been accepted',
      running({ copy: progress('failed', { outputs: { imageId: 'ami-1' } }), share: progress('skipped') }),
      { kind: 'call', step: clean },
    ],
    [
      'has nothing to clean up when the call was never accepted',
      running({ copy: progress('failed'), share: progress('skipped') }),
      { kind: 'skip', step: clean },
    ],
    [
      'has nothing to clean up after success',
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

describe('nextTask: what is only there on the way', () => {
  const lend = step('lend');
  const use = step('use', { after: ['lend'] });
  const back = step('back', { cleanup: { stepId: 'lend' }, after: ['use'] });
  const done = progress('done');
  const failed = progress('failed');

  test.each<[string, Request['steps'], object]>([
    [
      'is not taken away while it is used',
      { lend: done, use: progress('waiting', { nextAt: t(30) }) },
      { kind: 'idle', until: t(30) },
    ],
    ['is taken away when it was used', { lend: done, use: done }, { kind: 'call', step: back }],
    ['is taken away when its use failed', { lend: done, use: failed }, { kind: 'call', step: back }],
    ['is taken away when its use was skipped', { lend: done, use: progress('skipped') }, { kind: 'call', step: back }],
    [
      'does not exist when making it was refused',
      { lend: failed, use: progress('skipped') },
      { kind: 'skip', step: back },
    ],
    [
      'may be there when nobody knows whether it was made',
      { lend: progress('failed', { failure: { code: 'unknown-outcome', message: '' } }), use: progress('skipped') },
      { kind: 'call', step: back },
    ],
    ['is gone at the end', { lend: done, use: failed, back: done }, { kind: 'finish' }],
  ])('%s', (_, steps, expected) => {
    expect(nextTask(running(steps, [lend, use, back]), t(10))).toEqual(expected);
  });

  const part = step('part');
  const whole = step('whole', { after: ['part'] });
  const discard = step('discard', { cleanup: { stepId: 'part', unlessDone: 'whole' } });

  test.each<[string, Request['steps'], object]>([
    ['stays when it went into what was wanted', { part: done, whole: done }, { kind: 'skip', step: discard }],
    ['is taken away when it did not', { part: done, whole: failed }, { kind: 'call', step: discard }],
    [
      'waits until that is known',
      { part: done, whole: progress('waiting', { nextAt: t(30) }) },
      { kind: 'idle', until: t(30) },
    ],
  ])('a part %s', (_, steps, expected) => {
    expect(nextTask(running(steps, [part, whole, discard]), t(10))).toEqual(expected);
  });
});

describe('nextTask: a step that may be stopped', () => {
  const load = step('load', { cancellable: true });
  const use = step('use', { after: ['load'] });
  const undo = step('undo', { cleanup: { stepId: 'load', unlessDone: 'load' } });
  const waiting = progress('waiting', { nextAt: t(30) });
  const stopped = { type: 'cancel-requested', by: person('U0ANA'), at: t(5) } as const;

  test.each<[string, Request['steps'], Request['history'], object]>([
    ['is waited for', { load: waiting }, [], { kind: 'idle', until: t(30) }],
    ['is broken off at once', { load: waiting }, [stopped], { kind: 'abort', step: load }],
    [
      'is found out about first, where its outcome is not recorded',
      { load: progress('started') },
      [stopped],
      { kind: 'resume', step: load },
    ],
    ['is over: what needs it is skipped', { load: progress('failed') }, [stopped], { kind: 'skip', step: use }],
    [
      'is cleaned up after, although it was stopped',
      { load: progress('failed', { outputs: { task: 'x' } }), use: progress('skipped') },
      [stopped],
      { kind: 'call', step: undo },
    ],
  ])('%s', (_, steps, history, expected) => {
    expect(nextTask({ ...running(steps, [load, use, undo]), history }, t(10))).toEqual(expected);
  });
});

describe('nextTask: a step that waits for its time', () => {
  const first = step('first');
  const stage = step('rung', { after: ['first'], delayMs: 40_000 });
  const started = { type: 'started', at: t(0) } as const;
  const firstDone = { type: 'step-done', step: 'first', outputs: {}, at: t(100) } as const;
  const announced = { type: 'stage-announced', step: 'rung', due: t(140), at: t(130) } as const;
  const told = { shownRevision: 1, sent: ['stage-1', 'stage-in-channel-1'], failures: 0 } as const;

  function climbing(history: Request['history'], overrides: Partial<Request> = {}): Request {
    const steps = { first: progress('done') };
    return request({ status: 'running', plan: plan({ steps: [first, stage] }), steps, history, ...overrides });
  }

  test.each<[string, Request, string, object]>([
    ['rests until it is to be announced', climbing([started, firstDone]), t(110), { kind: 'idle', until: t(130) }],
    ['is announced in time', climbing([started, firstDone]), t(130), { kind: 'announce-stage', step: stage }],
    [
      'waits when the AMI could not be looked at',
      climbing([started, firstDone], { retryState: { attempts: 1, retryAt: t(133) } }),
      t(131),
      { kind: 'idle', until: t(133) },
    ],
    [
      'rests until its time once people know',
      climbing([started, firstDone, announced], { notifications: told }),
      t(131),
      { kind: 'idle', until: t(140) },
    ],
    [
      'is begun then',
      climbing([started, firstDone, announced], { notifications: told }),
      t(140),
      { kind: 'start-stage', step: stage },
    ],
    [
      'is not begun while Slack cannot be told of it',
      climbing([started, firstDone, announced], { notifications: { ...told, sent: [], failures: 3, retryAt: t(200) } }),
      t(150),
      { kind: 'idle', until: t(200) },
    ],
    [
      'lets what is in hand end first, for it may end in a question',
      climbing([started, firstDone], {
        plan: plan({ steps: [stage, first, other] }),
        steps: { first: progress('done'), other: progress('waiting', { nextAt: t(150) }) },
      }),
      t(135),
      { kind: 'idle', until: t(150) },
    ],
    [
      'is skipped after Stop',
      climbing([started, firstDone, { type: 'cancel-requested', by: person('U0ANA'), at: t(120) }]),
      t(120),
      { kind: 'skip', step: stage },
    ],
  ])('%s', (_, given, now, expected) => {
    expect(nextTask(given, now)).toEqual(expected);
  });

  test('is due when it is to be announced, and again at its time', () => {
    expect(nextDueAt(climbing([started, firstDone]))).toBe(t(130));
    expect(nextDueAt(climbing([started, firstDone, announced], { notifications: told }))).toBe(t(140));
  });
});

describe('nextTask: before and after', () => {
  test.each<[string, Partial<Request>, string, object]>([
    ['a pending request rests until its reminder', {}, t(10), { kind: 'idle', until: t(4 * 3600) }],
    ['it is reminded of in time', {}, t(4 * 3600), { kind: 'remind' }],
    ['it expires', {}, t(72 * 3600), { kind: 'expire' }],
    ['no reminder comes after the end', { remindAt: t(100 * 3600) }, t(10), { kind: 'idle', until: t(72 * 3600) }],
    ['an approved request begins', { status: 'approved' }, t(10), { kind: 'start-run' }],
    [
      'one that could not be looked at waits',
      { status: 'approved', retryState: { attempts: 1, retryAt: t(60) } },
      t(10),
      { kind: 'idle', until: t(60) },
    ],
    ['a change is announced first', { status: 'approved', revision: 2 }, t(10), { kind: 'notify' }],
    [
      'Slack being down does not keep a request from running',
      { status: 'approved', revision: 2, notifications: { shownRevision: 1, sent: [], failures: 1, retryAt: t(60) } },
      t(10),
      { kind: 'start-run' },
    ],
    [
      'a finished request comes back for what Slack was not told',
      { status: 'done', revision: 2, notifications: { shownRevision: 1, sent: [], failures: 1, retryAt: t(60) } },
      t(10),
      { kind: 'idle', until: t(60) },
    ],
  ])('%s', (_, overrides, now, expected) => {
    expect(nextTask(request(overrides), now)).toEqual(expected);
  });

  test('while a plan runs, its message is updated every two seconds at most', () => {
    const given = {
      ...running({}),
      revision: 9,
      notifications: { shownRevision: 8, shownAt: t(9), sent: [], failures: 0 },
    };

    expect(nextTask(given, t(10)).kind).toBe('call');
    expect(nextTask(given, t(11)).kind).toBe('notify');
  });
});

describe('dueAt', () => {
  test('is the end of the lease while somebody holds the request', () => {
    expect(nextDueAt(request({ lease: { ownerId: 'a', expiresAt: t(30), heartbeat: 1 } }))).toBe(t(30));
  });

  test('is the time of the last change when there is something to do at once', () => {
    expect(nextDueAt(request({ status: 'approved' }))).toBe(T0);
  });

  test.each(STATUSES.filter((status) => ['done', 'failed', 'denied', 'cancelled', 'expired'].includes(status)))(
    'is never for a %s request of which everything is told',
    (status) => {
      expect(nextDueAt(request({ status }))).toBeUndefined();
    },
  );
});
