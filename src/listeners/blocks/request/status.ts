import type { Request, Status } from '../../../domain/request/types.js';

/** The word that a request's message always shows. */
export const STATUS_TEXT: Readonly<Record<Status, string>> = {
  pending: 'Waiting for approval',
  approved: 'Approved',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  denied: 'Denied',
  cancelled: 'Cancelled',
  expired: 'Expired',
};

/** `AR-7F3K2M: Waiting for approval` */
export function statusHeadline({ id, status }: Pick<Request, 'id' | 'status'>): string {
  return `${id}: ${STATUS_TEXT[status]}`;
}
