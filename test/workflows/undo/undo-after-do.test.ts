import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IMAGE } from '../builders.js';
import { BORROWED, LINES, SHARING, takesBack } from './undo-after-do.js';
import { UndoGround } from './undo-ground.js';

const lines = fc.constantFrom(...LINES, ...SHARING, `/ami copy ${IMAGE.imageId} to eu-west-1 as other`);

describe('undo after do', () => {
  test('leaves EC2 as it was, over any sequence of operations, taken back from the last to the first', async () => {
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(lines, { minLength: 1, maxLength: 6 }), async (sequence) => {
        const ground = new UndoGround();
        undone += (await takesBack(ground, () => ground.picture(), sequence)).length;
      }),
      { numRuns: 80, examples: [[BORROWED]] },
    );
    expect(undone).toBeGreaterThan(20);
  });

  test('and undoing the undo does it again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SHARING), async (line) => {
        const ground = new UndoGround();
        await ground.carryOut(`/ami share ${IMAGE.imageId} with prod`);
        const request = await ground.carryOut(line);
        if (request === undefined) return;
        const done = ground.picture();

        const undo = await ground.undo(request.id);
        await ground.settle();
        if (undo.kind !== 'submitted') throw new Error(undo.kind);
        expect(await ground.undo(undo.request.id)).toMatchObject({ kind: 'submitted' });
        await ground.settle();

        expect(ground.picture()).toEqual(done);
      }),
    );
  });
});
