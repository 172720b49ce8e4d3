import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OPERATIONS } from '../../../src/workflows/operations/index.js';
import type { Request } from '../../../src/workflows/request/types.js';
import { IMAGE } from '../builders.js';
import { UndoGround } from './undo-ground.js';

/** The examples of every operation that says how it is taken back, about the AMI that there is. */
const LINES = OPERATIONS.flatMap((operation) =>
  operation.kind === 'change' && 'by' in operation.undo ? operation.examples : [],
).map((line) => line.replace(/ami-[0-9a-f]+/, IMAGE.imageId).replace(/\b(ap|eu|us)-[a-z]+-\d\b/, 'eu-west-1'));

const SHARING = ['111122223333', '444455556666', 'prod, 444455556666, 777788889999'].flatMap((whom) => [
  `/ami share ${IMAGE.imageId} with ${whom}`,
  `/ami unshare ${IMAGE.imageId} from ${whom}`,
]);

const lines = fc.constantFrom(...LINES, ...SHARING, `/ami copy ${IMAGE.imageId} to eu-west-1 as other`);

/** What waits for a time of its own, as a ladder between its rungs, is stopped there: what it has done is undone too. */
async function ended(ground: UndoGround, request: Request | undefined): Promise<Request | undefined> {
  if (request?.status !== 'running') return request;
  await ground.act(request.id, { kind: 'stop' }, request.requester);
  await ground.settle();
  return ground.load(request.id);
}

/** A copy lends to the account what was taken from it before, and takes it back itself: that is no wish to take it away. */
const BORROWED = [
  `/ami share ${IMAGE.imageId} with prod`,
  `/ami unshare ${IMAGE.imageId} from prod`,
  `/ami copy ${IMAGE.imageId} to prod, eu-west-1`,
];

describe('undo after do', () => {
  test('leaves EC2 as it was, over any sequence of operations, taken back from the last to the first', async () => {
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(lines, { minLength: 1, maxLength: 6 }), async (sequence) => {
        const ground = new UndoGround();
        const before: { readonly id: string; readonly picture: unknown }[] = [];
        for (const line of sequence) {
          const picture = ground.picture();
          const request = await ended(ground, await ground.carryOut(line));
          if (request === undefined) continue;
          // Where nothing takes it back, as without a Recycle Bin, it was said before.
          if (request.plan.findings.some(({ code }) => code === 'cannot-be-undone')) return;
          expect([line, 'done', 'cancelled']).toContain(request.status);
          before.push({ id: request.id, picture });
        }
        for (const { id, picture } of before.toReversed()) {
          const { kind } = await ground.undo(id);
          await ground.settle();
          expect(ground.picture()).toEqual(picture);
          // What had only set again what was so already has nothing to be taken back.
          if (kind === 'refused') continue;
          expect((await ground.load(id)).undo).toMatchObject({ done: true });
          undone += 1;
        }
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
