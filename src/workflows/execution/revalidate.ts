import { requireChangeOperation, isoNow, type UseCaseContext } from '../context.js';
import { AccessDenied, NotFound, isPortFailure, Rejected } from '../ports/errors.js';
import type { PlanResult } from '../../domain/operations/contract.js';
import { mergeCompletedSteps, diffPlans } from '../../domain/plan/diff.js';
import type { Plan } from '../../domain/plan/types.js';
import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { planCurrentUndo, type UndoPlanningContext } from '../observation/observe-effects.js';
import { evaluatePolicy } from '../../domain/policy/evaluate.js';
import { backoffMs } from '../../domain/model/backoff.js';
import type { Command } from '../../domain/request/decide.js';
import { retainedSteps } from '../../domain/request/retry.js';
import { addMs } from '../../domain/model/time.js';
import type { Failure } from '../../domain/request/failure.js';
import type { Request, RetryState } from '../../domain/request/types.js';
import { planOperation, type PlanningContext } from '../observation/plan-operation.js';
import { type ApprovalCheckContext, checkApprovals } from '../observation/standing-approvals.js';
import { toFailure } from './failure.js';

/** The ports for planning a request again. */
export type RevalidationContext = PlanningContext &
  UndoPlanningContext &
  ApprovalCheckContext &
  Pick<UseCaseContext, 'policy'>;

/** The result of checking a request's subject again. */
export type RevalidationResult =
  /** Unchanged: the remaining calls, and what speaks against them, are what was approved. */
  | { readonly kind: 'unchanged'; readonly plan: Plan }
  /** The approvers are asked again, or it is over. */
  | { readonly kind: 'changed'; readonly command: Command & { type: 'return-to-approvers' | 'fail' } }
  /** It could not be found out now; try again then. */
  | { readonly kind: 'retry-later'; readonly retryState: RetryState };

const MAX_ATTEMPTS = 12;

/** Observes the subject again, plans what remains, and compares with the approved plan. */
export async function revalidate(context: RevalidationContext, request: Request): Promise<RevalidationResult> {
  try {
    return await compareWithApproved(context, request);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    const isPermanent = error instanceof NotFound || error instanceof AccessDenied || error instanceof Rejected;
    const attempts = attemptsBefore(request) + 1;
    if (!isPermanent && attempts < MAX_ATTEMPTS) {
      context.log.warn('revalidating the request failed', {
        requestId: request.id,
        why: error.kind,
        attempts,
      });
      return { kind: 'retry-later', retryState: nextRetry(context, request) };
    }
    return failedResult(error instanceof NotFound ? { code: error.kind } : toFailure(error));
  }
}

async function compareWithApproved(context: RevalidationContext, request: Request): Promise<RevalidationResult> {
  const replanned = await replan(context, request);
  if (replanned.kind === 'impossible') return failedResult(replanned.failure);
  const planned = nothingLeftAsDone(replanned, request);
  if (planned.kind === 'refused') return failedResult(refusalAsFailure(planned));
  const plan = mergeCompletedSteps(request.plan, new Set(Object.keys(retainedSteps(request))), planned.plan);
  const planDifferences = diffPlans(request.plan, plan);
  return checkPermission(context, request, { plan, planDifferences });
}

interface Comparison {
  readonly plan: Plan;
  readonly planDifferences: readonly string[];
}

/** Decides by the rules in force, and the approvals on record, what becomes of a request with this plan. */
export async function checkPermission(
  context: RevalidationContext,
  request: Request,
  { plan, planDifferences }: Comparison,
): Promise<RevalidationResult> {
  // A revocation at the expiration was approved before, whatever remains of it.
  const policyDecision = isExpiryRevocation(request)
    ? request.policyDecision
    : evaluatePolicy(context.policy.rules, plan, context.directory);
  if (policyDecision.kind === 'refused') {
    return failedResult({ code: policyDecision.reason.code, params: { differences: planDifferences.join(' ') } });
  }
  if (planDifferences.length === 0) {
    // A timed end never waits.
    if (isExpiryRevocation(request)) return { kind: 'unchanged', plan };
    const proceeding = await checkApprovals(context, request, policyDecision);
    if (proceeding.kind === 'may-proceed') return { kind: 'unchanged', plan };
    if (proceeding.kind === 'unknown') {
      return { kind: 'retry-later', retryState: nextRetry(context, request, 'approvers') };
    }
  }
  const now = isoNow(context);
  return {
    kind: 'changed',
    command: {
      type: 'return-to-approvers',
      plan,
      policyDecision,
      differences: planDifferences.length === 0 ? [INSUFFICIENT_APPROVALS] : planDifferences,
      approvalExpiresAt: addMs(now, context.policy.expireAfterMs),
      remindAt: addMs(now, context.policy.remindAfterMs),
    },
  };
}

const INSUFFICIENT_APPROVALS = 'The approvals no longer satisfy the approval rules.';

function nextRetry(context: RevalidationContext, request: Request, waitsFor?: RetryState['waitsFor']): RetryState {
  const attempts = attemptsBefore(request, waitsFor) + 1;
  return { attempts, retryAt: addMs(isoNow(context), backoffMs(attempts, request.id)), ...omitUndefined({ waitsFor }) };
}

function attemptsBefore({ retryState }: Request, waitsFor?: RetryState['waitsFor']): number {
  return retryState?.waitsFor === waitsFor ? (retryState?.attempts ?? 0) : 0;
}

function failedResult(failure: Failure): RevalidationResult {
  return { kind: 'changed', command: { type: 'fail', failure } };
}

async function replan(
  context: RevalidationContext,
  request: Request,
): Promise<PlanResult | { readonly kind: 'impossible'; readonly failure: Failure }> {
  if (request.undoOf === undefined) {
    return planOperation(context, requireChangeOperation(context, request.operation), request.input, request.subject);
  }
  const undone = await context.store.load(request.undoOf.requestId);
  if (undone === undefined) return { kind: 'impossible', failure: { code: 'undone-request-missing' } };
  if (['pending', 'approved', 'running'].includes(undone.status)) {
    return { kind: 'impossible', failure: { code: 'runs-again', params: { undone: undone.id } } };
  }
  return planCurrentUndo(context, undone);
}

/** Nothing left to revoke is success, not a failure. */
function nothingLeftAsDone(planned: PlanResult, request: Request): PlanResult {
  if (planned.kind === 'plan' || !isExpiryRevocation(request)) return planned;
  if (!planned.findings.some(({ code }) => code === 'nothing-to-undo')) return planned;
  const findings = planned.findings.map((finding) => ({ ...finding, severity: 'info' }) as const);
  return { kind: 'plan', plan: { ...request.plan, steps: [], findings } };
}

function isExpiryRevocation({ undoOf }: Request): boolean {
  return undoOf?.how === 'expiration';
}

function refusalAsFailure({ findings }: PlanResult & { kind: 'refused' }): Failure {
  const refusals = findings.filter(({ severity }) => severity === 'refusal');
  const advice = refusals.flatMap(({ fix }) => fix ?? []).join(' ');
  return {
    code: refusals[0]?.code ?? 'refused',
    message: refusals.map(({ text }) => text).join(' '),
    ...(advice === '' ? {} : { advice }),
  };
}
