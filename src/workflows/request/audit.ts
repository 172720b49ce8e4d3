import { subjectName } from '../facts/subject.js';
import type { Step } from '../plan/types.js';
import type { Person, Request, RequestEvent, RequestId } from './types.js';

/**
 * One event of one request, for those who keep the record elsewhere. The fields and their order are stable; what does not
 * apply is null. `docs/audit.md` explains them.
 */
export interface AuditRecord {
  /** Null for an answer to the digest that was no request. */
  readonly requestId: RequestId | null;
  readonly at: string;
  readonly type: RequestEvent['type'] | 'kept' | 'share-adopted';
  /** Who did it; null for what the rules, the clock or the executor did. */
  readonly person: string | null;
  readonly team: string | null;
  readonly operation: string;
  /** What it is about: the AMI's or instance's id, the file as `s3://…`. */
  readonly subject: string;
  readonly account: string;
  readonly region: string;
  readonly step: string | null;
  /** The API call of the step, and the account and Region that it is made in. */
  readonly call: string | null;
  readonly callAccount: string | null;
  readonly callRegion: string | null;
  readonly outcome: Outcome | null;
  /** A word for machines: AWS's error code, why an attempt was refused, `rule` or `people`. */
  readonly code: string | null;
  /** What people or AWS wrote about it: a reason, a message, a detail. */
  readonly text: string | null;
}

type Outcome = 'started' | 'accepted' | 'done' | 'failed' | 'skipped' | 'refused';

/** Every event of a request, oldest first. */
export function auditOf(request: Request): readonly AuditRecord[] {
  // A fresh plan may have other steps: an event speaks of the plan that was in force when it happened.
  const steps = new Map(stepsEver(request).map((step) => [step.id, step]));
  return request.history.map((event) => {
    const { person = null, step: stepId = null, outcome = null, code = null, text = null } = partsOf(event, request);
    const call = stepId === null ? undefined : steps.get(stepId)?.call;
    return {
      requestId: request.id,
      at: event.at,
      type: event.type,
      person: person?.userId ?? null,
      team: person?.teamId ?? null,
      operation: request.operation,
      subject: subjectName(request.subject),
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

interface Parts {
  readonly person?: Person;
  readonly step?: string;
  readonly outcome?: Outcome;
  readonly code?: string;
  readonly text?: string | undefined;
}

function partsOf(event: RequestEvent, request: Request): Parts {
  switch (event.type) {
    case 'requested':
      return { person: event.by, text: request.reason };
    case 'approval-given':
    case 'cancelled':
    case 'stop-asked':
    case 'retried':
    case 'end-asked':
      return { person: event.by };
    case 'approved':
      return { code: event.how };
    case 'denied':
      return { person: event.by, text: event.reason };
    case 'attempt-refused':
      return { person: event.by, outcome: 'refused', code: event.why, text: event.attempt };
    case 'plan-changed':
      return { text: event.differences.join(' ') };
    case 'rung-announced':
      return { step: event.step, text: event.due };
    case 'looked-again':
      return {
        step: event.step,
        text: event.seen === undefined ? undefined : `${event.seen.label}: ${event.seen.value}`,
      };
    case 'step-started':
      return { step: event.step, outcome: 'started' };
    case 'step-accepted':
      return { step: event.step, outcome: 'accepted', text: event.detail };
    case 'step-done':
      return { step: event.step, outcome: 'done', text: event.detail };
    case 'step-failed':
      return { step: event.step, outcome: 'failed', code: event.failure.code, text: event.failure.message };
    case 'step-skipped':
      return { step: event.step, outcome: 'skipped' };
    case 'failed':
      return { outcome: 'failed', code: event.failure.code, text: event.failure.message };
    case 'done':
      return { outcome: 'done' };
    case 'undo-asked':
      return { person: event.by, text: event.undo };
    case 'undone':
    case 'end-reached':
      return { text: event.undo };
    case 'end-announced':
      return { text: `${event.seen.label}: ${event.seen.value}` };
    case 'end-delayed':
    case 'end-idle':
      return { text: event.why };
    case 'expired':
    case 'reminded':
    case 'started':
    case 'rules-changed':
      return {};
  }
}

/** The steps of the plans that the request has had, the present ones last. */
function stepsEver({ history, plan }: Request): readonly Step[] {
  const former = history.flatMap((event) => (event.type === 'plan-changed' ? event.plan.steps : []));
  return [...former, ...plan.steps];
}
