import { expect } from '@jest/globals';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';
import type { Request } from '../../../src/domain/request/types.js';
import { IMAGE } from '../builders.js';
import type { OperationsHarness } from '../operations-setup.js';

/** The examples of every operation with an undo, for the AMI of the harness. */
export const UNDOABLE_COMMANDS = OPERATIONS.flatMap((operation) =>
  operation.kind === 'change' && 'inverse' in operation.undo ? operation.examples : [],
).map((line) => line.replace(/ami-[0-9a-f]+/, IMAGE.imageId).replace(/\b(ap|eu|us)-[a-z]+-\d\b/, 'eu-west-1'));

export const SHARING_COMMANDS = ['111122223333', '444455556666', 'prod, 444455556666, 777788889999'].flatMap(
  (audience) => [`/ami share ${IMAGE.imageId} with ${audience}`, `/ami unshare ${IMAGE.imageId} from ${audience}`],
);

/** A copy grants temporary permissions that an unshare removed before. Their revocation by the copy must not be undone. */
export const TEMPORARY_GRANT_COMMANDS = [
  `/ami share ${IMAGE.imageId} with prod`,
  `/ami unshare ${IMAGE.imageId} from prod`,
  `/ami copy ${IMAGE.imageId} to prod, eu-west-1`,
];

/** Undo never makes an AMI public again. */
const IRREVERSIBLE_CODES = ['cannot-be-undone', 'partly-undoable', 'image-public'];

/**
 * Runs the commands and undoes them from the last to the first. Expects that each undo restores EC2 as it was before.
 * Resolves with the names of the operations that were undone.
 */
export async function expectUndoRestores(
  harness: OperationsHarness,
  snapshot: () => unknown,
  lines: readonly string[],
): Promise<readonly string[]> {
  const before: { readonly id: string; readonly snapshot: unknown }[] = [];
  for (const line of lines) {
    const now = snapshot();
    const request = await ended(harness, await harness.submitAndRun(line));
    if (request === undefined) continue;
    // Findings announce what cannot be restored, for example without a Recycle Bin.
    if (request.plan.findings.some(({ code }) => IRREVERSIBLE_CODES.includes(code))) return [];
    expect([line, 'done', 'cancelled']).toContain(request.status);
    before.push({ id: request.id, snapshot: now });
  }
  const undone: string[] = [];
  for (const { id, snapshot: then } of before.toReversed()) {
    const { kind } = await harness.undo(id);
    await harness.runUntilSettled();
    expect(snapshot()).toEqual(then);
    // A command that changed nothing has nothing to undo.
    if (kind === 'refused') continue;
    const request = await harness.load(id);
    expect(request.undoneBy).toMatchObject({ done: true });
    undone.push(request.operation);
  }
  return undone;
}

/** Stops a request that waits between two stages, so that its completed stages can be undone too. */
async function ended(setup: OperationsHarness, request: Request | undefined): Promise<Request | undefined> {
  if (request?.status !== 'running') return request;
  await setup.act(request.id, { kind: 'stop' }, request.requester);
  await setup.runUntilSettled();
  return setup.load(request.id);
}
