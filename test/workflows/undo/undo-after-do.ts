import { expect } from '@jest/globals';
import { OPERATIONS } from '../../../src/workflows/operations/index.js';
import type { Request } from '../../../src/workflows/request/types.js';
import { IMAGE } from '../builders.js';
import type { OperationsGround } from '../operations-ground.js';

/** The examples of every operation that says how it is taken back, about the AMI that there is. */
export const LINES = OPERATIONS.flatMap((operation) =>
  operation.kind === 'change' && 'by' in operation.undo ? operation.examples : [],
).map((line) => line.replace(/ami-[0-9a-f]+/, IMAGE.imageId).replace(/\b(ap|eu|us)-[a-z]+-\d\b/, 'eu-west-1'));

export const SHARING = ['111122223333', '444455556666', 'prod, 444455556666, 777788889999'].flatMap((whom) => [
  `/ami share ${IMAGE.imageId} with ${whom}`,
  `/ami unshare ${IMAGE.imageId} from ${whom}`,
]);

/** A copy lends to the account what was taken from it before, and takes it back itself: that is no wish to take it away. */
export const BORROWED = [
  `/ami share ${IMAGE.imageId} with prod`,
  `/ami unshare ${IMAGE.imageId} from prod`,
  `/ami copy ${IMAGE.imageId} to prod, eu-west-1`,
];

const STAYING = ['cannot-be-undone', 'partly-undoable'];

/**
 * Carries the lines out and takes them back from the last to the first: each undo leaves EC2 as it was before. Resolves with
 * the names of the operations of which something was undone.
 */
export async function takesBack(
  ground: OperationsGround,
  picture: () => unknown,
  lines: readonly string[],
): Promise<readonly string[]> {
  const before: { readonly id: string; readonly picture: unknown }[] = [];
  for (const line of lines) {
    const now = picture();
    const request = await ended(ground, await ground.carryOut(line));
    if (request === undefined) continue;
    // Where something stays for good, as without a Recycle Bin, it was said before.
    if (request.plan.findings.some(({ code }) => STAYING.includes(code))) return [];
    expect([line, 'done', 'cancelled']).toContain(request.status);
    before.push({ id: request.id, picture: now });
  }
  const undone: string[] = [];
  for (const { id, picture: then } of before.toReversed()) {
    const { kind } = await ground.undo(id);
    await ground.settle();
    expect(picture()).toEqual(then);
    // What had only set again what was so already has nothing to be taken back.
    if (kind === 'refused') continue;
    const request = await ground.load(id);
    expect(request.undo).toMatchObject({ done: true });
    undone.push(request.operation);
  }
  return undone;
}

/** What waits for a time of its own, as a ladder between its rungs, is stopped there: what it has done is undone too. */
async function ended(ground: OperationsGround, request: Request | undefined): Promise<Request | undefined> {
  if (request?.status !== 'running') return request;
  await ground.act(request.id, { kind: 'stop' }, request.requester);
  await ground.settle();
  return ground.load(request.id);
}
