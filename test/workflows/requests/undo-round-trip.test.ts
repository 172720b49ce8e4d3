import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IMAGE } from '../builders.js';
import { runs } from '../../runs.js';
import {
  TEMPORARY_GRANT_COMMANDS,
  UNDOABLE_COMMANDS,
  SHARING_COMMANDS,
  expectUndoRestores,
} from './undo-round-trip.js';
import { UndoHarness } from './undo-setup.js';

const lines = fc.constantFrom(
  ...UNDOABLE_COMMANDS,
  ...SHARING_COMMANDS,
  `/ami copy ${IMAGE.imageId} to eu-west-1 as other`,
);

describe('undo', () => {
  test('restores EC2 after any sequence of operations, undone in reverse order', async () => {
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(lines, { minLength: 1, maxLength: 6 }), async (sequence) => {
        const setup = new UndoHarness();
        undone += (await expectUndoRestores(setup, () => setup.snapshot(), sequence)).length;
      }),
      { numRuns: runs(15, 80), examples: [[TEMPORARY_GRANT_COMMANDS]] },
    );
    expect(undone).toBeGreaterThan(runs(2, 20));
  });

  test('applies the change again if the undo is undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SHARING_COMMANDS), async (line) => {
        const setup = new UndoHarness();
        await setup.submitAndRun(`/ami share ${IMAGE.imageId} with prod`);
        const request = await setup.submitAndRun(line);
        if (request === undefined) return;
        const done = setup.snapshot();

        const undo = await setup.undo(request.id);
        await setup.runUntilSettled();
        if (undo.kind !== 'submitted') throw new Error(undo.kind);
        expect(await setup.undo(undo.request.id)).toMatchObject({ kind: 'submitted' });
        await setup.runUntilSettled();

        expect(setup.snapshot()).toEqual(done);
      }),
    );
  });
});
