import { isPortFailure } from './errors.js';
import type { ErasedSharing } from './facts/facts.js';
import { known, unknown, type Fact } from './facts/known.js';
import { granteesOf } from './operations/planning/grantee.js';
import type { Step } from './plan/types.js';
import type { RequestStore } from './ports.js';
import type { Request } from './request/types.js';

/** More requests about one AMI than this are not looked through: the latest that disabled it is what counts. */
const MOST_REQUESTS = 50;

/** Whom an AMI was shared with when the latest request disabled it: the step's undo holds it. */
export async function erasedSharing(store: RequestStore, imageId: string): Promise<Fact<ErasedSharing | null>> {
  try {
    const { items } = await store.bySubject(imageId, { limit: MOST_REQUESTS });
    for (const { id } of items) {
      const request = await store.load(id);
      const step = request?.plan.steps.find((each) => isDoneDisabling(each, request));
      if (request !== undefined && step !== undefined) return known(erasedBy(step, request));
    }
    return known(null);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    return unknown(`reading the requests about it failed (${error.message})`);
  }
}

function isDoneDisabling({ id, call }: Step, { steps }: Request): boolean {
  return call.name === 'DisableImage' && steps[id]?.state === 'done';
}

/** Null when the step itself did not know. */
function erasedBy({ id, undo }: Step, { id: request, steps, createdAt }: Request): ErasedSharing | null {
  if (undo === undefined || undo.length === 0) return null;
  const entries = undo.flatMap(({ call }) =>
    call.name === 'ModifyImageAttribute' ? (call.input.LaunchPermission.Add ?? []) : [],
  );
  return { request, at: steps[id]?.startedAt ?? createdAt, grantees: granteesOf(entries) };
}
