import type { Request, RequestSummary } from './types.js';

/** What lists show of a request. */
export function summaryOf(request: Request): RequestSummary {
  const { id, status, operation, plan, subject, requester, createdAt, expiration } = request;
  return {
    id,
    status,
    operation,
    title: plan.title,
    subject,
    requester,
    createdAt,
    ...(expiration === undefined || expiration.isSettled ? {} : { revokeAt: expiration.revokeAt }),
  };
}
