import { describe, expect, test } from '@jest/globals';
import { nextTask } from '../../../src/domain/request/next-task.js';
import type { Request } from '../../../src/domain/request/types.js';
import { person, step, t } from '../../workflows/builders.js';
import { clean, copy, other, progress, running, share } from './next-task-setup.js';

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
