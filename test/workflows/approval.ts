import { planDigest } from '../../src/domain/plan/plan-digest.js';
import type { RequestStore } from '../../src/workflows/ports/request-store.js';
import type { RequestAction } from '../../src/workflows/use-cases.js';

/** The press of Approve beside the plan that a request has now. */
export async function approvalOfShown(store: RequestStore, requestId: string): Promise<RequestAction> {
  const request = await store.load(requestId);
  return { kind: 'approve', planDigest: request === undefined ? '' : planDigest(request.plan) };
}
