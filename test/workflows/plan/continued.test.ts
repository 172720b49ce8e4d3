import { describe, expect, test } from '@jest/globals';
import { changedUndo, continued } from '../../../src/workflows/plan/continued.js';
import { differences } from '../../../src/workflows/plan/differences.js';
import type { Plan, UndoStep } from '../../../src/workflows/plan/types.js';
import { plan, step } from '../builders.js';

const deprecate = step('deprecate');
const disable = step('disable', { after: ['deprecate'], waitMs: 1_000 });
const deregister = step('deregister', { after: ['disable'], waitMs: 1_000 });
const approved = plan({ steps: [deprecate, disable, deregister] });

/** What is planned anew when some steps are done: the same, without what they would have been waited for. */
function fresh(parts: Partial<Plan> = {}): Plan {
  return plan({ steps: [{ ...disable, after: [] }, deregister], ...parts });
}

describe('continued', () => {
  test('is the fresh plan while nothing is done', () => {
    expect(continued(approved, new Set(), fresh())).toEqual(fresh());
  });

  test('is the approved plan when the rest of it is what is planned anew', () => {
    const again = continued(approved, new Set(['deprecate']), fresh());

    expect(again.steps).toEqual(approved.steps);
    expect(differences(approved, again)).toEqual([]);
  });

  test('takes the new steps, parameters and findings of what is left', () => {
    const warning = { code: 'in-use', severity: 'warning', text: 'In use in prod.' } as const;
    const other = step('disable', { after: [], waitMs: 2_000 });

    const again = continued(approved, new Set(['deprecate']), fresh({ steps: [other], findings: [warning] }));

    expect(differences(approved, again)).toEqual([
      'No longer called: Do deregister',
      'Other parameters: Do disable',
      'New: In use in prod.',
    ]);
  });

  test('says so, once, when a done step would be done again', () => {
    const again = continued(approved, new Set(['deprecate']), approved);

    expect(differences(approved, again)).toEqual([
      'New: Somebody has taken this back since it was done here: Do deprecate.',
    ]);
    expect(again.steps).toEqual(approved.steps);
    expect(differences(again, continued(again, new Set(['deprecate']), approved))).toEqual([]);
  });
});

test('a step that is planned to follow a done one waits for no more than it did', () => {
  const done = new Set(['deprecate', 'disable']);
  const again = continued(approved, done, plan({ steps: [deprecate, { ...deregister, after: ['deprecate'] }] }));

  expect(again.steps).toEqual(approved.steps);
});

describe('changedUndo', () => {
  const before: UndoStep = { id: 'undo', title: 'Share again', call: step('x').call };

  test('names the steps whose undo is another one now', () => {
    const then = plan({ steps: [{ ...deprecate, undo: [before] }, { ...disable, undo: [] }, deregister] });
    const now = plan({ steps: [{ ...deprecate, undo: [before] }, { ...disable, undo: [before] }, deregister] });

    expect(changedUndo(then, now)).toEqual({ disable: [before] });
    expect(changedUndo(then, then)).toEqual({});
  });
});
