import { subjectKey } from '../model/subject.js';
import type { Step } from '../plan/types.js';
import type { Failure } from './failure.js';
import type { Person, Request, RequestEvent, RequestId } from './types.js';

/**
 * One event of one request, for those who keep the record elsewhere. The fields and their order are stable; what does not
 * apply is null. `docs/audit-log.md` explains them.
 */
export interface AuditRecord {
  /** Null for an answer to the digest that was no request. */
  readonly requestId: RequestId | null;
  readonly at: string;
  readonly type: RequestEvent['type'] | 'exempted' | 'share-adopted';
  /** Who did it; null for what the rules, the clock or the executor did. */
  readonly person: string | null;
  readonly team: string | null;
  readonly operation: string;
  /** The subject: the id of the AMI or instance, the object as `s3://…`. */
  readonly subject: string;
  readonly account: string;
  readonly region: string;
  readonly step: string | null;
  /** The API call of the step, and the account and Region that it is made in. */
  readonly call: string | null;
  readonly callAccount: string | null;
  readonly callRegion: string | null;
  readonly outcome: Outcome | null;
  /** A machine-readable word: AWS's error code, why an action was refused, `rule` or `people`. */
  readonly code: string | null;
  /** Free text by users or AWS: a reason, a message, a detail. */
  readonly text: string | null;
}

type Outcome = 'started' | 'accepted' | 'done' | 'failed' | 'skipped' | 'refused';

/** Every event of a request, oldest first. */
export function auditRecords(request: Request): readonly AuditRecord[] {
  // A fresh plan may have other steps: an event speaks of the plan that was in force when it happened.
  const steps = new Map(allPlannedSteps(request).map((step) => [step.id, step]));
  return request.history.map((event) => {
    const {
      person = null,
      step: stepId = null,
      outcome = null,
      code = null,
      text = null,
    } = eventDetails(event, request);
    const call = stepId === null ? undefined : steps.get(stepId)?.call;
    return {
      requestId: request.id,
      at: event.at,
      type: event.type,
      person: person?.userId ?? null,
      team: person?.teamId ?? null,
      operation: request.operation,
      subject: subjectKey(request.subject),
      account: request.subject.account,
      region: request.subject.region,
      step: stepId,
      call: call?.name ?? null,
      callAccount: call?.account ?? null,
      callRegion: call?.region ?? null,
      outcome,
      code,
      text,
    };
  });
}

interface EventDetails {
  readonly person?: Person;
  readonly step?: string;
  readonly outcome?: Outcome;
  readonly code?: string;
  readonly text?: string | undefined;
}

function eventDetails(event: RequestEvent, request: Request): EventDetails {
  switch (event.type) {
    case 'requested':
      return { person: event.by, text: request.reason };
    case 'approval-given':
    case 'cancelled':
    case 'cancel-requested':
    case 'retried':
    case 'expiry-requested':
      return { person: event.by };
    case 'approved':
      return { code: event.how };
    case 'denied':
      return { person: event.by, text: event.reason };
    case 'action-refused':
      return { person: event.by, outcome: 'refused', code: event.reason, text: event.action };
    case 'plan-changed':
      return { text: event.differences.join(' ') };
    case 'stage-announced':
      return { step: event.step, text: event.due };
    case 'revalidated':
      return {
        step: event.step,
        text: event.evidence === undefined ? undefined : `${event.evidence.label}: ${event.evidence.value}`,
      };
    case 'step-started':
      return { step: event.step, outcome: 'started' };
    case 'step-accepted':
      return { step: event.step, outcome: 'accepted', text: event.detail };
    case 'step-done':
      return { step: event.step, outcome: 'done', text: event.detail };
    case 'step-failed':
      return { step: event.step, outcome: 'failed', ...failureDetails(event.failure) };
    case 'step-skipped':
      return { step: event.step, outcome: 'skipped' };
    case 'failed':
      return { outcome: 'failed', ...failureDetails(event.failure) };
    case 'done':
      return { outcome: 'done' };
    case 'undo-requested':
      return { person: event.by, text: event.undo };
    case 'undone':
    case 'revocation-started':
      return { text: event.undo };
    case 'expiry-announced':
      return { text: `${event.evidence.label}: ${event.evidence.value}` };
    case 'revocation-delayed':
      return { text: event.reason ?? event.undo };
    case 'revocation-not-needed':
      return { text: event.reason };
    case 'expired':
    case 'reminded':
    case 'started':
    case 'rules-changed':
      return {};
  }
}

/** The failed steps have events of their own. A failure that sums them up repeats none of their texts. */
function failureDetails({ code, message, params = {} }: Failure): Pick<EventDetails, 'code' | 'text'> {
  const values = Object.entries(params)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
  return { code, text: message ?? (values === '' ? undefined : values) };
}

/** The steps of the plans that the request has had, the present ones last. */
function allPlannedSteps({ history, plan }: Request): readonly Step[] {
  const former = history.flatMap((event) => (event.type === 'plan-changed' ? event.plan.steps : []));
  return [...former, ...plan.steps];
}
