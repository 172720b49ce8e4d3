import type { Request } from '../../../src/domain/request/types.js';
import { IMAGE } from '../builders.js';
import { type UndoHarness } from '../requests/undo-setup.js';

export const PROD = '111122223333';
export const DEV = '444455556666';
export const SHARED: ReturnType<UndoHarness['shares']> = [[PROD], [PROD]];
export const NOT_SHARED: ReturnType<UndoHarness['shares']> = [[], []];

/** Shares the AMI with prod. Resolves with the request once it is done. */
export async function share(setup: UndoHarness, how = 'with prod for 4d'): Promise<Request> {
  const request = await setup.submitAndRun(`/ami share ${IMAGE.imageId} ${how}`);
  if (request?.status !== 'done') throw new Error(`sharing ${how} was not done`);
  return request;
}

/** The undo of the request, if there is one. */
export async function undoOf(setup: UndoHarness, { id }: Request): Promise<Request | undefined> {
  const { undoneBy } = await setup.load(id);
  return undoneBy === undefined ? undefined : setup.load(undoneBy.requestId);
}

export function noticesOf(setup: UndoHarness, { id }: Request): readonly string[] {
  return setup.announcer.notices.filter((each) => each.id === id).map(({ notice }) => notice);
}

export async function lastOf(setup: UndoHarness, { id }: Request): Promise<unknown> {
  return (await setup.load(id)).history.at(-1);
}

/** Shares the AMI and its snapshot manually with these accounts. */
export function byHand(setup: UndoHarness, ...accounts: readonly string[]): void {
  const [entry] = setup.ec2.images;
  if (entry === undefined) throw new Error('the AMI is gone');
  const grantees = accounts.map((id) => ({ kind: 'account', id }) as const);
  entry.sharedWith = [...grantees];
  for (const snapshot of Object.values(entry.snapshots)) snapshot.sharedWith = [...grantees];
}
