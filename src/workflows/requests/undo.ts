import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { Conflict } from '../ports/errors.js';
import type { RequestLease } from '../execution/lease.js';
import { retryWrite } from '../execution/retry-write.js';
import { createRequest } from '../execution/create-request.js';
import { isActiveOrDone, findUndoRequest, planCurrentUndo } from '../observation/observe-effects.js';
import { recordRefusedAction } from './record-refusal.js';
import { evaluatePolicy } from '../../domain/policy/evaluate.js';
import { decide } from '../../domain/request/decide.js';
import { evolve } from '../../domain/request/evolve.js';
import type { Request, RequestId } from '../../domain/request/types.js';
import { syncNotificationsUnderLease } from '../execution/process-request.js';
import type { UndoResult, UndoRequestCommand } from '../use-cases.js';
import { isoNow, type UseCaseContext } from '../context.js';

const MAX_WRITE_ATTEMPTS = 20;

/** The result, and the lease on the new request for the process that executes it. */
export interface UndoOutcome {
  readonly result: UndoResult;
  readonly lease?: RequestLease;
}

/**
 * Creates the request that reverts another one. There is at most one that is active or done, which is then the result.
 * The original stores the id of the undo first, so that two presses at once, or a crash between the two writes, create
 * one request.
 */
export async function undoRequest(context: UseCaseContext, command: UndoRequestCommand): Promise<UndoOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const request = await context.store.load(command.requestId);
    if (request === undefined) return { result: { kind: 'request-not-found', id: command.requestId } };
    try {
      return await tryUndo(context, command, request);
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === MAX_WRITE_ATTEMPTS) throw error;
    }
  }
}

async function tryUndo(context: UseCaseContext, command: UndoRequestCommand, request: Request): Promise<UndoOutcome> {
  const existing = await findUndoRequest(context.store, request);
  if (existing !== undefined && isActiveOrDone(existing)) return { result: { kind: 'duplicate', request: existing } };
  const reservedId =
    request.undoneBy !== undefined && existing === undefined
      ? await reusableId(context, request.undoneBy.requestId)
      : undefined;
  const id = reservedId ?? context.ids.requestId();
  const eligibility = await eligibilityFor(context, command);
  const decision = decide({ type: 'request-undo', by: command.by, eligibility, undo: id }, request, isoNow(context));
  if (decision.kind === 'refused') {
    const recorded = await recordRefusedAction(context, request, {
      by: command.by,
      action: 'undo',
      reason: decision.refusal.code,
    });
    return { result: { kind: 'not-allowed', refusal: decision.refusal, request: recorded } };
  }
  const planned = await planCurrentUndo(context, request);
  if (planned.kind === 'refused') {
    return { result: { kind: 'refused', title: planned.title, findings: planned.findings } };
  }
  const { plan } = planned;
  const policyDecision = evaluatePolicy(context.policy.rules, plan, context.directory);
  if (policyDecision.kind === 'refused') return { result: { kind: 'forbidden', plan, reason: policyDecision.reason } };

  if (reservedId === undefined) {
    const linked = decision.events.reduce(evolve, { ...request, version: request.version + 1 });
    await retryWrite(request.id, () => context.store.save(linked));
  }
  const lease = await createRequest(context, {
    id,
    operation: plan.operation,
    input: {},
    requester: command.by,
    ...omitUndefined({ reason: command.reason }),
    plan,
    policyDecision,
    undoOf: { requestId: request.id },
  });
  context.log.info('undo requested', {
    requestId: id,
    undoes: request.id,
    operation: plan.operation,
    ruling: policyDecision.kind,
  });
  await syncNotificationsUnderLease(context, lease);
  return { result: { kind: 'submitted', request: lease.request }, lease };
}

/** An id that was written down for a request that was never stored; undefined when another one has it by now. */
async function reusableId({ store }: UseCaseContext, id: RequestId): Promise<RequestId | undefined> {
  return (await store.load(id)) === undefined ? id : undefined;
}

/** Any member of the workspace may request it. The rules say who may approve. */
async function eligibilityFor(
  { users }: UseCaseContext,
  { by }: UndoRequestCommand,
): Promise<{ kind: 'another-team' | 'not-an-approver' }> {
  return { kind: by.teamId === (await users.homeTeamId()) ? 'not-an-approver' : 'another-team' };
}
