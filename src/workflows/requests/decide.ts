import { RequestLease } from '../execution/request-lease.js';
import { updateRequest, type SaveRequest } from '../execution/update-request.js';
import { isActiveOrDone, findUndoRequest } from '../observation/observe-effects.js';
import { withRefusedAction } from './refused-action.js';
import { evaluatePolicy } from '../../domain/policy/evaluate.js';
import { decide, type Command, type Decision } from '../../domain/request/decide.js';
import { evolve } from '../../domain/request/evolve.js';
import { isLeased } from '../../domain/request/lease.js';
import { canCancelRun } from '../../domain/request/cancellation.js';
import { requirementsOf } from '../../domain/request/refusal.js';
import type { Eligibility } from '../../domain/policy/eligibility.js';
import type { PolicyDecision } from '../../domain/policy/types.js';
import type { RequestActionName, Request } from '../../domain/request/types.js';
import { admit } from '../observation/admission.js';
import { resolveEligibility } from '../observation/eligibility.js';
import type { RequestActionCommand, RequestActionResult } from '../use-cases.js';
import { isoNow, type UseCaseContext } from '../context.js';
import type { LeaseContext } from '../execution/lease.js';

type DecisionContext = LeaseContext & Pick<UseCaseContext, 'store' | 'users' | 'directory' | 'policy' | 'log'>;

/** The result, and the lease if this process may execute the request. */
export interface RequestActionOutcome {
  readonly result: RequestActionResult;
  readonly lease?: RequestLease;
}

/**
 * Approves, denies, cancels or retries. Permissions are checked at this moment and the first valid decision wins.
 * Simultaneous decisions all count: the loser of a write race decides again on the stored version.
 */
export async function actOnRequest(
  context: DecisionContext,
  command: RequestActionCommand,
): Promise<RequestActionOutcome> {
  const outcome = await updateRequest(context.store, command.requestId, (request, save) =>
    tryAct(context, command, request, save),
  );
  return outcome ?? { result: { kind: 'request-not-found', id: command.requestId } };
}

async function tryAct(
  context: DecisionContext,
  given: RequestActionCommand,
  request: Request,
  save: SaveRequest,
): Promise<RequestActionOutcome> {
  const at = isoNow(context);
  const admission = await admit(context, given.by, 'request');
  const actionCommand = admission.kind === 'admitted' ? { ...given, by: admission.person } : given;
  const decision: Decision =
    admission.kind === 'admitted'
      ? await decideAsked(context, actionCommand, request)
      : { kind: 'refused', refusal: { code: admission.code } };
  if (decision.kind === 'refused') {
    const { refusal } = decision;
    const refused = { by: actionCommand.by, action: toActionName(actionCommand), reason: refusal.code };
    return { result: { kind: 'refused', refusal, request: await save(withRefusedAction(context, request, refused)) } };
  }
  if (actionCommand.action.kind === 'check-denial') return { result: { kind: 'accepted', request } };
  const decided = decision.events.reduce(evolve, request);
  const isUnleased = !isLeased(request, at);
  const stored = await save(isUnleased ? RequestLease.stampLease(context, decided) : decided);
  context.log.info('decided', {
    requestId: request.id,
    attempt: actionCommand.action.kind,
    by: actionCommand.by.userId,
    status: stored.status,
  });
  const result: RequestActionResult = { kind: 'accepted', request: stored };
  // Another process holds the lease. It finds the decision at its next write and continues.
  return isUnleased ? { result, lease: new RequestLease(context, stored) } : { result };
}

/** Reads user groups only where they decide: Slack allows few reads, and any member may press a button. */
async function decideAsked(context: DecisionContext, asked: RequestActionCommand, request: Request): Promise<Decision> {
  const at = isoNow(context);
  const inForce = evaluatePolicy(context.policy.rules, request.plan, context.directory);
  // Rules that name no approvers any more leave the request to those that its message names.
  const isApproval = asked.action.kind === 'approve';
  const policyDecision = isApproval || inForce.kind === 'approval' ? inForce : request.policyDecision;
  const judged = isApproval ? request : { ...request, policyDecision };
  const undo = asked.action.kind === 'retry' ? await findUndoRequest(context.store, request) : undefined;

  function decideAs(eligibility: Eligibility): Decision {
    return decide(toDecideCommand(asked, request, { eligibility, policyDecision, undo }), judged, at);
  }

  const requirementIndexes = requirementsOf(policyDecision).map((_, index) => index);
  const asApprover = decideAs({ kind: 'approver', requirementIndexes });
  if (asApprover.kind === 'refused') return asApprover;
  const asAnyMember = decideAs({ kind: 'not-an-approver' });
  if (asAnyMember.kind === 'events') return asAnyMember;
  return decideAs(await resolveEligibility(context, asked.by, policyDecision));
}

interface DecisionBasis {
  readonly eligibility: Eligibility;
  readonly policyDecision: PolicyDecision;
  /** The request that reverts the one to be retried. */
  readonly undo: Request | undefined;
}

function toDecideCommand(
  { by, action }: RequestActionCommand,
  request: Request,
  { eligibility, policyDecision, undo }: DecisionBasis,
): Command {
  switch (action.kind) {
    case 'approve':
      return { type: 'approve', by, planDigest: action.planDigest, eligibility, policyDecision };
    case 'deny':
      return { type: 'deny', by, eligibility, reason: action.reason };
    case 'check-denial':
      return { type: 'deny', by, eligibility, reason: '' };
    case 'cancel':
      // Cancel of a request that has started means Stop.
      return { type: canCancelRun(request) ? 'stop' : 'cancel', by, eligibility };
    case 'stop':
      return { type: request.status === 'pending' ? 'cancel' : 'stop', by, eligibility };
    case 'expire-now':
      return { type: 'expire-now', by, eligibility };
    case 'retry':
      return {
        type: 'retry',
        by,
        eligibility,
        ...(undo !== undefined && isActiveOrDone(undo) ? { undoRequestId: undo.id } : {}),
      };
  }
}

/** What a person pressed, and the result. */
function toActionName({ action }: RequestActionCommand): RequestActionName {
  return action.kind === 'check-denial' ? 'deny' : action.kind;
}
