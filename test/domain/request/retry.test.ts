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

describe('a retry', () => {
  test.each<[string, readonly Step[], Readonly<Record<string, StepProgress['state']>>, readonly string[]]>([
    [
      'the completed target, and creates again what the failed target needs',
      SHARED,
      { make: 'done', 'give-1': 'done', 'use-1': 'done', 'give-2': 'done', 'use-2': 'failed', unmake: 'done' },
      ['give-1', 'use-1'],
    ],
    [
      'a resource whose clean-up failed',
      SHARED,
      { make: 'done', 'give-1': 'done', 'use-1': 'done', 'give-2': 'done', 'use-2': 'failed', unmake: 'failed' },
      ['make', 'give-1', 'use-1', 'give-2'],
    ],
    [
      'everything except a failed clean-up',
      APART,
      { 'lend-1': 'done', 'use-1': 'done', 'back-1': 'failed', 'lend-2': 'done', 'use-2': 'done', 'back-2': 'done' },
      ['lend-1', 'use-1', 'lend-2', 'use-2', 'back-2'],
    ],
    [
      'the clean-up of a target that is complete',
      APART,
      { 'lend-1': 'done', 'use-1': 'done', 'back-1': 'done', 'lend-2': 'done', 'use-2': 'failed', 'back-2': 'done' },
      ['lend-1', 'use-1', 'back-1'],
    ],
    ['nothing that was discarded', PARTS, { part: 'done', whole: 'failed', discard: 'done' }, []],
    ['a part that was not discarded', PARTS, { part: 'done', whole: 'failed', discard: 'failed' }, ['part']],
  ])('keeps %s', (_, steps, states, expected) => {
    expect(kept(steps, states)).toEqual(expected);
  });
});
