import { describe, expect, test } from '@jest/globals';
import { changedUndoSteps, mergeCompletedSteps, diffPlans } from '../../../src/domain/plan/diff.js';
import type { Plan, UndoStep } from '../../../src/domain/plan/types.js';
import { plan, step } from '../../workflows/builders.js';

const deprecate = step('deprecate');
const disable = step('disable', { after: ['deprecate'], delayMs: 1_000 });
const deregister = step('deregister', { after: ['disable'], delayMs: 1_000 });
const approved = plan({ steps: [deprecate, disable, deregister] });

/** What is planned anew when some steps are done: the same, without what they would have been waited for. */
function fresh(overrides: Partial<Plan> = {}): Plan {
  return plan({ steps: [{ ...disable, after: [] }, deregister], ...overrides });
}

describe('continued', () => {
  test('is the fresh plan while nothing is done', () => {
    expect(mergeCompletedSteps(approved, new Set(), fresh())).toEqual(fresh());
  });

  test('is the approved plan when the rest of it is what is planned anew', () => {
    const again = mergeCompletedSteps(approved, new Set(['deprecate']), fresh());

    expect(again.steps).toEqual(approved.steps);
    expect(diffPlans(approved, again)).toEqual([]);
  });

  test('takes the new steps, parameters and findings of what is left', () => {
    const warning = { code: 'in-use', severity: 'warning', text: 'In use in prod.' } as const;
    const other = step('disable', { after: [], delayMs: 2_000 });

    const again = mergeCompletedSteps(approved, new Set(['deprecate']), fresh({ steps: [other], findings: [warning] }));

    expect(diffPlans(approved, again)).toEqual([
      'No longer called: Do deregister',
      'Other parameters: Do disable',
      'New: In use in prod.',
    ]);
  });

  test('says so, once, when a done step would be done again', () => {
    const again = mergeCompletedSteps(approved, new Set(['deprecate']), approved);

    expect(diffPlans(approved, again)).toEqual(['New: This was reverted outside of the request: Do deprecate.']);
    expect(again.steps).toEqual(approved.steps);
    expect(diffPlans(again, mergeCompletedSteps(again, new Set(['deprecate']), approved))).toEqual([]);
  });
});

test('a step that is planned to follow a done one waits for no more than it did', () => {
  const done = new Set(['deprecate', 'disable']);
  const again = mergeCompletedSteps(
    approved,
    done,
    plan({ steps: [deprecate, { ...deregister, after: ['deprecate'] }] }),
  );

  expect(again.steps).toEqual(approved.steps);
});

describe('changedUndo', () => {
  const before: UndoStep = { id: 'undo', title: 'Share again', call: step('x').call };

  test('names the steps whose undo is another one now', () => {
    const then = plan({ steps: [{ ...deprecate, undo: [before] }, { ...disable, undo: [] }, deregister] });
    const now = plan({ steps: [{ ...deprecate, undo: [before] }, { ...disable, undo: [before] }, deregister] });

    expect(changedUndoSteps(then, now)).toEqual({ disable: [before] });
    expect(changedUndoSteps(then, then)).toEqual({});
  });
});
