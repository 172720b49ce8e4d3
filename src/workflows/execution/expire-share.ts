import { backoffMs } from '../../domain/model/backoff.js';
import { addMs } from '../../domain/model/time.js';
import { usageEvidence, unknownUsageRow } from '../../domain/operations/evidence.js';
import type { Evidence, Plan } from '../../domain/plan/types.js';
import { asSettled, withoutWarning } from '../../domain/request/expiration.js';
import type { Request, RequestId } from '../../domain/request/types.js';
import { isoNow, type UseCaseContext } from '../context.js';
import {
  findUndoRequest,
  isActiveOrDone,
  planCurrentUndo,
  type UndoPlanningContext,
} from '../observation/observe-effects.js';
import { describeFailure, isPortFailure } from '../ports/errors.js';
import { createRequest, type CreationContext } from './create-request.js';
import type { RequestLease } from './request-lease.js';
import { retryOnConflict } from './retry-write.js';

type AssessmentContext = UndoPlanningContext & Pick<UseCaseContext, 'log'>;

/** The ports for revoking an expired grant. */
export type RevocationContext = AssessmentContext & CreationContext & Pick<UseCaseContext, 'ids'>;

/** What there is to revoke of a time-limited grant. */
type RevocationAssessment =
  | { readonly kind: 'revocable'; readonly plan: Plan }
  /** Others asked for the same, and keep it. */
  | { readonly kind: 'shared'; readonly reason: string }
  | { readonly kind: 'nothing-left'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Checks the grant as an undo would, with the other requests that may keep it. */
async function assessRevocation(context: AssessmentContext, lease: RequestLease): Promise<RevocationAssessment> {
  try {
    const planned = await lease.keepAliveWhile(planCurrentUndo(context, lease.request));
    if (planned.kind === 'refused') {
      const refusals = planned.findings.filter(({ severity }) => severity === 'refusal');
      return { kind: 'nothing-left', reason: joinTexts(refusals) };
    }
    const { plan } = planned;
    if (plan.steps.length > 0) return { kind: 'revocable', plan };
    return { kind: 'shared', reason: joinTexts(plan.findings.filter(({ code }) => code === 'undo-held')) };
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    context.log.warn('checking an expired share failed', {
      requestId: lease.request.id,
      why: error.kind,
    });
    return { kind: 'unknown', reason: describeFailure(error) };
  }
}

/** Sets the time of the next attempt, and counts the attempts. */
function scheduleRetry(context: Pick<UseCaseContext, 'clock'>, lease: RequestLease): number {
  const { request } = lease;
  const attempts = (request.retryState?.attempts ?? 0) + 1;
  const retryAt = addMs(isoNow(context), backoffMs(attempts, request.id));
  lease.update((current) => ({ ...current, retryState: { attempts, retryAt } }));
  return attempts;
}

function joinTexts(findings: Plan['findings']): string {
  return findings.map(({ text }) => text).join(' ');
}

/** With the back-off about a minute. After that users are warned without the usage. */
const MAX_ATTEMPTS = 6;

/**
 * Checks what uses a grant that expires soon, and warns users. Grants that other requests keep, or that no longer
 * exist, need no warning.
 */
export async function warnBeforeExpiry(context: AssessmentContext, lease: RequestLease): Promise<void> {
  const assessment = await assessRevocation(context, lease);
  switch (assessment.kind) {
    case 'revocable':
      announceExpiry(context, lease, usageEvidence(assessment.plan));
      return;
    case 'unknown':
      if (scheduleRetry(context, lease) >= MAX_ATTEMPTS)
        announceExpiry(context, lease, unknownUsageRow(assessment.reason));
      return;
    case 'shared':
      lease.update((request) =>
        request.expiration === undefined ? request : { ...request, expiration: withoutWarning(request.expiration) },
      );
      return;
    case 'nothing-left':
      lease.appendEvents({ type: 'revocation-not-needed', reason: assessment.reason, at: isoNow(context) });
      return;
  }
}

function announceExpiry(context: Pick<UseCaseContext, 'clock'>, lease: RequestLease, evidence: Evidence): void {
  const { expiration } = lease.request;
  if (expiration === undefined) return;
  lease.appendEvents({ type: 'expiry-announced', due: expiration.revokeAt, evidence, at: isoNow(context) });
}

/** With the back-off about a quarter of an hour. After that users are notified that it could not be revoked yet. */
const ATTEMPTS_BEFORE_NOTICE = 10;
/** A request that waits for approval may never run. An approved one ends soon. */
const ACTIVE: readonly Request['status'][] = ['approved', 'running'];

/**
 * Creates the request that revokes an expired grant, which was approved with it. Revokes what this request alone has
 * granted and what still exists. Safe to run again at any time: a crash creates no second request.
 */
export function revokeExpiredShare(context: RevocationContext, lease: RequestLease): Promise<void> {
  return retryOnConflict(() => tryRevokeExpiredShare(context, lease));
}

async function tryRevokeExpiredShare(context: RevocationContext, lease: RequestLease): Promise<void> {
  const undo = await findUndoRequest(context.store, lease.request);
  // It was stored before a crash.
  if (undo?.undoOf?.how === 'expiration' && isActiveOrDone(undo)) settleExpiration(lease);
  else if (undo !== undefined && ACTIVE.includes(undo.status)) deferRevocation(context, lease, { undo: undo.id });
  else await revoke(context, lease);
}

async function revoke(context: RevocationContext, lease: RequestLease): Promise<void> {
  const assessment = await assessRevocation(context, lease);
  switch (assessment.kind) {
    case 'revocable':
      await createRevocation(context, lease, assessment.plan);
      settleExpiration(lease);
      return;
    case 'unknown':
      deferRevocation(context, lease, { reason: assessment.reason });
      return;
    case 'shared':
    case 'nothing-left':
      lease.appendEvents({ type: 'revocation-not-needed', reason: assessment.reason, at: isoNow(context) });
      return;
  }
}

/** The id is written down before the request that has it is stored. */
async function createRevocation(context: RevocationContext, lease: RequestLease, plan: Plan): Promise<void> {
  let id = await reservedRequestId(context, lease.request);
  if (id === undefined) {
    id = context.ids.requestId();
    lease.appendEvents({ type: 'revocation-started', undo: id, at: isoNow(context) });
  }
  await lease.commitPending();
  await storeRevocation(context, lease.request, id, plan);
}

/** An id that was written down before a crash, for a request that was never stored. */
async function reservedRequestId(
  { store }: Pick<UseCaseContext, 'store'>,
  { history, undoneBy }: Request,
): Promise<RequestId | undefined> {
  const started = history.findLast(({ type }) => type === 'revocation-started' || type === 'undo-requested');
  if (started?.type !== 'revocation-started' || undoneBy?.requestId !== started.undo) return undefined;
  return (await store.load(started.undo)) === undefined ? started.undo : undefined;
}

/** Approved as it is stored: whichever process polls next carries it out. */
async function storeRevocation(
  context: RevocationContext,
  { id: undone, requester }: Request,
  id: RequestId,
  plan: Plan,
): Promise<void> {
  const lease = await createRequest(context, {
    id,
    operation: plan.operation,
    input: {},
    requester,
    plan,
    policyDecision: { kind: 'auto', rules: [] },
    undoOf: { requestId: undone, how: 'expiration' },
  });
  await lease.release();
  context.log.info('request expired', { requestId: undone, undo: id });
}

/** Retries later, and notifies users once if that has taken a while. */
function deferRevocation(
  context: Pick<UseCaseContext, 'clock'>,
  lease: RequestLease,
  why: { readonly reason: string } | { readonly undo: RequestId },
): void {
  if (scheduleRetry(context, lease) === ATTEMPTS_BEFORE_NOTICE)
    lease.appendEvents({ type: 'revocation-delayed', ...why, at: isoNow(context) });
}

/** The other request's task by now. */
function settleExpiration(lease: RequestLease): void {
  lease.update((request) =>
    request.expiration === undefined ? request : { ...request, expiration: asSettled(request.expiration) },
  );
}
