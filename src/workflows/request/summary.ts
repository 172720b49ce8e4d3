import type { Request, RequestSummary } from './types.js';

/** What lists show of a request. */
export function summaryOf(request: Request): RequestSummary {
  const { id, status, operation, plan, subject, requester, createdAt, limit } = request;
  return {
    id,
    status,
    operation,
    title: plan.title,
    subject,
    requester,
    createdAt,
    ...(limit === undefined || limit.isOver ? {} : { endsAt: limit.endsAt }),
  };
}
