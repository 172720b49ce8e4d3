import { canonicalJson } from '../../domain/model/canonical-json.js';
import { subjectKey } from '../../domain/model/subject.js';
import type { Plan } from '../../domain/plan/types.js';
import { evaluatePolicy, explainDecision } from '../../domain/policy/evaluate.js';
import type { Request } from '../../domain/request/types.js';
import type { UseCaseContext } from '../context.js';
import { createRequest, type CreationContext } from '../execution/create-request.js';
import type { RequestLease } from '../execution/request-lease.js';
import { syncNotificationsUnderLease } from '../execution/process-request.js';
import { retryOnConflict } from '../execution/retry-write.js';
import {
  pinInput,
  planOperation,
  resolveSubject,
  type ResolutionContext,
  type PlanningContext,
} from '../observation/plan-operation.js';
import type { RequestPreview, SubmitRequestCommand } from '../use-cases.js';
import type { Submission } from './submission.js';
import type { NotificationContext } from '../execution/sync-notifications.js';

type PreviewContext = ResolutionContext & PlanningContext & Pick<UseCaseContext, 'policy'>;

/** Resolves and observes the subject, plans, and evaluates the rules. Stores and requests nothing. */
export async function previewRequest(
  context: PreviewContext,
  { operation, input }: Pick<SubmitRequestCommand, 'operation' | 'input'>,
): Promise<RequestPreview> {
  const { directory, policy } = context;
  const resolution = await resolveSubject(context, operation, input);
  if (resolution.kind !== 'resolved') return resolution;
  const planned = await planOperation(context, operation, input, resolution.subject);
  if (planned.kind === 'refused') return planned;
  const { plan } = planned;
  const matches = explainDecision(policy.rules, plan, directory);
  return { kind: 'planned', plan, matches, policyDecision: evaluatePolicy(policy.rules, plan, directory) };
}

/** The result, and the lease on the new request for the process that executes it. */
export interface SubmitOutcome {
  readonly submission: Submission;
  readonly lease?: RequestLease;
}

/**
 * Resolves and observes the subject, plans, evaluates the rules, and stores the request. Stores nothing if one of them
 * refuses. Posts the request's message before it returns, if Slack accepts it.
 */
export async function submitRequest(
  context: PreviewContext & CreationContext & NotificationContext & Pick<UseCaseContext, 'ids'>,
  command: SubmitRequestCommand,
): Promise<SubmitOutcome> {
  const preview = await previewRequest(context, command);
  if (preview.kind !== 'planned') return { submission: preview };
  const { plan, policyDecision } = preview;
  if (policyDecision.kind === 'refused')
    return { submission: { kind: 'forbidden', plan, reason: policyDecision.reason } };
  const existing = await findDuplicate(context, plan);
  if (existing !== undefined) return { submission: { kind: 'duplicate', request: existing } };
  const operation = command.operation.name;
  const input = pinInput(command.operation, command.input, plan.subject);
  // Six characters are few: an id that is taken is drawn again.
  const lease = await retryOnConflict(() =>
    createRequest(context, { ...command, id: context.ids.requestId(), operation, input, plan, policyDecision }),
  );
  context.log.info('requested', {
    requestId: lease.request.id,
    operation,
    policyDecision: policyDecision.kind,
  });
  await syncNotificationsUnderLease(context, lease);
  return { submission: { kind: 'submitted', request: lease.request }, lease };
}

/** An unfinished request that would make the very same calls, at the same pace and for the same time. */
async function findDuplicate(context: Pick<UseCaseContext, 'store'>, plan: Plan): Promise<Request | undefined> {
  const { items } = await context.store.listBySubject(subjectKey(plan.subject), { limit: 50 });
  const unfinished = items.filter(
    ({ operation, status }) => operation === plan.operation && ['pending', 'approved', 'running'].includes(status),
  );
  for (const { id } of unfinished) {
    const request = await context.store.load(id);
    if (request !== undefined && canonicalJson(fingerprint(request.plan)) === canonicalJson(fingerprint(plan)))
      return request;
  }
  return undefined;
}

function fingerprint({ steps, expiresAfterMs }: Plan): unknown {
  return { calls: steps.map(({ call, delayMs }) => ({ call, delayMs })), expiresAfterMs };
}
