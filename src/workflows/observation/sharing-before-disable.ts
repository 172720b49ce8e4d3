import { isPortFailure } from '../ports/errors.js';
import type { Grantee, SharingBeforeDisable } from '../../domain/model/facts.js';
import { known, unknown, type Fact } from '../../domain/model/fact.js';
import { granteesFromLaunchPermissions } from '../../domain/model/grantee.js';
import type { Step } from '../../domain/plan/types.js';
import { wasPublicBeforeDisable } from '../../domain/undo/revertible-steps.js';
import type { RequestStore } from '../ports/request-store.js';
import type { Request } from '../../domain/request/types.js';

/** More requests about one AMI than this are not looked through: the latest that disabled it is what counts. */
const MAX_REQUESTS = 50;

/** The grantees of an AMI when the latest request disabled it. The undo of its step holds them. */
export async function findSharingBeforeDisable(
  store: RequestStore,
  imageId: string,
): Promise<Fact<SharingBeforeDisable | null>> {
  try {
    const { items } = await store.listBySubject(imageId, { limit: MAX_REQUESTS });
    for (const { id } of items) {
      const request = await store.load(id);
      const step = request?.plan.steps.find((each) => isCompletedDisable(each, request));
      if (request !== undefined && step !== undefined) return known(sharingRemovedBy(step, request));
    }
    return known(null);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    return unknown(`reading the requests about it failed (${error.message})`);
  }
}

function isCompletedDisable({ id, call }: Step, { steps }: Request): boolean {
  return call.name === 'DisableImage' && steps[id]?.state === 'done';
}

/** Null when the step itself did not know. */
function sharingRemovedBy({ id, undo }: Step, request: Request): SharingBeforeDisable | null {
  const { id: requestId, steps, createdAt } = request;
  if (undo === undefined || undo.length === 0) return null;
  const entries = undo.flatMap(({ call }) =>
    call.name === 'ModifyImageAttribute' ? (call.input.LaunchPermission.Add ?? []) : [],
  );
  const others = granteesFromLaunchPermissions(entries).filter(({ kind }) => kind !== 'public');
  const wasPublic = others.length < entries.length || wasPublicBeforeDisable(request);
  const grantees: readonly Grantee[] = wasPublic ? [...others, { kind: 'public' }] : others;
  return { requestId, at: steps[id]?.startedAt ?? createdAt, grantees };
}
