import { describe, expect, test } from '@jest/globals';
import type { Step } from '../../../src/domain/plan/types.js';
import { retainedSteps } from '../../../src/domain/request/retry.js';
import type { Request, StepProgress } from '../../../src/domain/request/types.js';
import { plan, request, step, t } from '../../workflows/builders.js';

function kept(steps: readonly Step[], states: Readonly<Record<string, StepProgress['state']>>): readonly string[] {
  const progress: Request['steps'] = Object.fromEntries(
    Object.entries(states).map(([id, state]) => [id, { state, attempts: 0, startedAt: t(1) }]),
  );
  return Object.keys(retainedSteps(request({ status: 'failed', plan: plan({ steps }), steps: progress })));
}

/** Something that is made for two targets, given to each, and taken away in the end. */
const SHARED = [
  step('make'),
  step('give-1', { after: ['make'] }),
  step('use-1', { after: ['give-1'] }),
  step('give-2', { after: ['make'] }),
  step('use-2', { after: ['give-2'] }),
  step('unmake', { cleanup: { stepId: 'make' }, after: ['use-1', 'use-2'] }),
];

/** Each target has its own. */
const APART = [
  step('lend-1'),
  step('use-1', { after: ['lend-1'] }),
  step('back-1', { cleanup: { stepId: 'lend-1' }, after: ['use-1'] }),
  step('lend-2'),
  step('use-2', { after: ['lend-2'] }),
  step('back-2', { cleanup: { stepId: 'lend-2' }, after: ['use-2'] }),
];

const PARTS = [
  step('part'),
  step('whole', { after: ['part'] }),
  step('discard', { cleanup: { stepId: 'part', unlessDone: 'whole' } }),
];

describe('what a retry keeps', () => {
  test.each<[string, readonly Step[], Readonly<Record<string, StepProgress['state']>>, readonly string[]]>([
    [
      'what was achieved for one target, while what the other needs is made anew',
      SHARED,
      { make: 'done', 'give-1': 'done', 'use-1': 'done', 'give-2': 'done', 'use-2': 'failed', unmake: 'done' },
      ['give-1', 'use-1'],
    ],
    [
      'what could not be taken away: it is there still',
      SHARED,
      { make: 'done', 'give-1': 'done', 'use-1': 'done', 'give-2': 'done', 'use-2': 'failed', unmake: 'failed' },
      ['make', 'give-1', 'use-1', 'give-2'],
    ],
    [
      'everything but a clean-up that failed',
      APART,
      { 'lend-1': 'done', 'use-1': 'done', 'back-1': 'failed', 'lend-2': 'done', 'use-2': 'done', 'back-2': 'done' },
      ['lend-1', 'use-1', 'lend-2', 'use-2', 'back-2'],
    ],
    [
      'what was cleaned away for a target that has all it wanted',
      APART,
      { 'lend-1': 'done', 'use-1': 'done', 'back-1': 'done', 'lend-2': 'done', 'use-2': 'failed', 'back-2': 'done' },
      ['lend-1', 'use-1', 'back-1'],
    ],
    ['nothing that was made in vain', PARTS, { part: 'done', whole: 'failed', discard: 'done' }, []],
    ['a part that was not discarded', PARTS, { part: 'done', whole: 'failed', discard: 'failed' }, ['part']],
  ])('%s', (_, steps, states, expected) => {
    expect(kept(steps, states)).toEqual(expected);
  });
});
