import { omitUndefined } from '../../domain/model/omit-undefined.js';
import type { RequestLease } from '../execution/request-lease.js';
import { updateRequest, type SaveRequest } from '../execution/update-request.js';
import { createRequest, type CreationContext } from '../execution/create-request.js';
import { admit } from '../observation/admission.js';
import { resolveEligibility } from '../observation/eligibility.js';
import {
  isActiveOrDone,
  findUndoRequest,
  planCurrentUndo,
  type UndoPlanningContext,
} from '../observation/observe-effects.js';
import { withRefusedAction } from './refused-action.js';
import { evaluatePolicy } from '../../domain/policy/evaluate.js';
import { decide } from '../../domain/request/decide.js';
import { evolve } from '../../domain/request/evolve.js';
import { isSamePerson, participantRefusal, type Refusal } from '../../domain/request/refusal.js';
import type { Person, Request, RequestId } from '../../domain/request/types.js';
import { syncNotificationsUnderLease } from '../execution/process-request.js';
import type { UndoResult, UndoRequestCommand } from '../use-cases.js';
import { isoNow, type UseCaseContext } from '../context.js';
import type { NotificationContext } from '../execution/sync-notifications.js';

type UndoContext = UndoPlanningContext &
  CreationContext &
  NotificationContext &
  Pick<UseCaseContext, 'ids' | 'users' | 'readBudget'>;

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
export async function undoRequest(context: UndoContext, command: UndoRequestCommand): Promise<UndoOutcome> {
  const outcome = await updateRequest(context.store, command.requestId, (request, save) =>
    tryUndo(context, command, request, save),
  );
  return outcome ?? { result: { kind: 'request-not-found', id: command.requestId } };
}

async function tryUndo(
  context: UndoContext,
  given: UndoRequestCommand,
  request: Request,
  save: SaveRequest,
): Promise<UndoOutcome> {
  async function refuse(by: Person, refusal: Refusal): Promise<UndoOutcome> {
    const recorded = withRefusedAction(context, request, { by, action: 'undo', reason: refusal.code });
    return { result: { kind: 'not-allowed', refusal, request: await save(recorded) } };
  }

  const admission = await admit(context, given.by, 'request');
  if (admission.kind === 'refused') return refuse(given.by, { code: admission.code });
  const command = { ...given, by: admission.person };
  const existing = await findUndoRequest(context.store, request);
  if (existing !== undefined && isActiveOrDone(existing)) return { result: { kind: 'duplicate', request: existing } };
  const reservedId =
    request.undoneBy !== undefined && existing === undefined
      ? await reusableId(context, request.undoneBy.requestId)
      : undefined;
  const id = reservedId ?? context.ids.requestId();
  const eligibility = { kind: 'not-an-approver' } as const;
  const decision = decide({ type: 'request-undo', by: command.by, eligibility, undo: id }, request, isoNow(context));
  if (decision.kind === 'refused') return refuse(command.by, decision.refusal);
  const planned = await planCurrentUndo(context, request);
  if (planned.kind === 'refused') {
    return { result: { kind: 'refused', title: planned.title, findings: planned.findings } };
  }
  const { plan } = planned;
  const policyDecision = evaluatePolicy(context.policy.rules, plan, context.directory);
  if (policyDecision.kind === 'refused') return { result: { kind: 'forbidden', plan, reason: policyDecision.reason } };
  const refusal =
    policyDecision.kind === 'auto' ? await unapprovedUndoRefusal(context, command.by, request) : undefined;
  if (refusal !== undefined) return refuse(command.by, refusal);

  if (reservedId === undefined) await save(decision.events.reduce(evolve, request));
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
    policyDecision: policyDecision.kind,
  });
  await syncNotificationsUnderLease(context, lease);
  return { result: { kind: 'submitted', request: lease.request }, lease };
}

/**
 * An undo that runs without approval is only for the requester of the original request, and for those who are its
 * approvers under the rules in force.
 */
async function unapprovedUndoRefusal(context: UndoContext, by: Person, request: Request): Promise<Refusal | undefined> {
  const policyDecision = evaluatePolicy(context.policy.rules, request.plan, context.directory);
  const eligibility = isSamePerson(by, request.requester)
    ? ({ kind: 'not-an-approver' } as const)
    : await resolveEligibility(context, by, policyDecision);
  return participantRefusal({ by, eligibility }, { ...request, policyDecision });
}

/** An id that was written down for a request that was never stored; undefined when another one has it by now. */
async function reusableId({ store }: Pick<UseCaseContext, 'store'>, id: RequestId): Promise<RequestId | undefined> {
  return (await store.load(id)) === undefined ? id : undefined;
}
