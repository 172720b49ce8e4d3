import { describe, expect, test } from '@jest/globals';
import type { ChangeOperation, UndoRule } from '../../../src/domain/operations/contract.js';
import { withUndoLimits } from '../../../src/domain/operations/undo-limits.js';
import type { Step } from '../../../src/domain/plan/types.js';
import { plan, step } from '../../workflows/builders.js';
import { copyAndShare } from '../../workflows/execution/copy-and-share.js';
import { findingsOf } from './codes.js';
import { directory } from './directory.js';
import { facts } from './facts-builder.js';

const back = { undo: [{ id: 'undo', title: 'Undo it', call: step('x').call }] };
const by: UndoRule = { inverse: 'unshare' };

function said(undo: UndoRule, ...steps: readonly Step[]): readonly string[] {
  const operation: ChangeOperation = {
    ...copyAndShare,
    undo,
    plan: () => ({ kind: 'plan', plan: plan({ steps }) }),
  };
  return findingsOf(withUndoLimits(operation).plan({}, facts(), { directory })).map(({ text }) => text);
}

describe('withUndoLimits', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['adds no finding when every step can be undone', said(by, step('a', back)), []],
    [
      'adds no finding for a step that is undone with another step',
      said(by, step('a', back), step('b', { undo: [] })),
      [],
    ],
    [
      'adds no finding for a clean-up',
      said(by, step('a', back), step('b', { cleanup: { stepId: 'a', unlessDone: 'a' } })),
      [],
    ],
    [
      'reports an operation that can never be undone',
      said({ irreversible: 'Mail that was sent is read.' }, step('a')),
      ['Undo cannot revert this. Mail that was sent is read.'],
    ],
    ['reports a plan in which no step can be undone', said(by, step('a'), step('b')), ['Undo cannot revert this.']],
    [
      'reports the steps that cannot be undone',
      said(by, step('a', back), step('b')),
      ['Undo cannot revert all of it. Permanent: Do b.'],
    ],
  ])('%s', (_, texts, expected) => {
    expect(texts).toEqual(expected);
  });

  test('returns a refusal unchanged', () => {
    const refused = { kind: 'refused', title: 'No', findings: [] } as const;
    const operation = withUndoLimits({ ...copyAndShare, plan: () => refused });

    expect(operation.plan({}, facts(), { directory })).toBe(refused);
  });
});
