import { describe, expect, test } from '@jest/globals';
import { changedUndoSteps, mergeCompletedSteps, diffPlans } from '../../../src/domain/plan/diff.js';
import type { Plan, UndoStep } from '../../../src/domain/plan/types.js';
import { plan, step } from '../../workflows/builders.js';

const deprecate = step('deprecate');
const disable = step('disable', { after: ['deprecate'], delayMs: 1_000 });
const deregister = step('deregister', { after: ['disable'], delayMs: 1_000 });
const approved = plan({ steps: [deprecate, disable, deregister] });

/** The new plan when some steps are done: the same steps, without dependencies on the completed ones. */
function fresh(overrides: Partial<Plan> = {}): Plan {
  return plan({ steps: [{ ...disable, after: [] }, deregister], ...overrides });
}

describe('mergeCompletedSteps', () => {
  test('returns the fresh plan while no step is done', () => {
    expect(mergeCompletedSteps(approved, new Set(), fresh())).toEqual(fresh());
  });

  test('returns the approved plan when its remaining steps are planned again', () => {
    const again = mergeCompletedSteps(approved, new Set(['deprecate']), fresh());

    expect(again.steps).toEqual(approved.steps);
    expect(diffPlans(approved, again)).toEqual([]);
  });

  test('uses the new steps, parameters and findings for the remaining steps', () => {
    const warning = { code: 'in-use', severity: 'warning', text: 'In use in prod.' } as const;
    const other = step('disable', { after: [], delayMs: 2_000 });

    const again = mergeCompletedSteps(approved, new Set(['deprecate']), fresh({ steps: [other], findings: [warning] }));

    expect(diffPlans(approved, again)).toEqual([
      'No longer called: Do deregister',
      'Other parameters: Do disable',
      'New: In use in prod.',
    ]);
  });

  test('reports once that a completed step was reverted', () => {
    const again = mergeCompletedSteps(approved, new Set(['deprecate']), approved);

    expect(diffPlans(approved, again)).toEqual(['New: This was reverted outside of the request: Do deprecate.']);
    expect(again.steps).toEqual(approved.steps);
    expect(diffPlans(again, mergeCompletedSteps(again, new Set(['deprecate']), approved))).toEqual([]);
  });
});

test('mergeCompletedSteps keeps the dependencies of a step after completed steps', () => {
  const done = new Set(['deprecate', 'disable']);
  const again = mergeCompletedSteps(
    approved,
    done,
    plan({ steps: [deprecate, { ...deregister, after: ['deprecate'] }] }),
  );

  expect(again.steps).toEqual(approved.steps);
});

describe('changedUndoSteps', () => {
  const before: UndoStep = { id: 'undo', title: 'Share again', call: step('x').call };

  test('returns the steps whose undo has changed', () => {
    const then = plan({ steps: [{ ...deprecate, undo: [before] }, { ...disable, undo: [] }, deregister] });
    const now = plan({ steps: [{ ...deprecate, undo: [before] }, { ...disable, undo: [before] }, deregister] });

    expect(changedUndoSteps(then, now)).toEqual({ disable: [before] });
    expect(changedUndoSteps(then, then)).toEqual({});
  });
});
