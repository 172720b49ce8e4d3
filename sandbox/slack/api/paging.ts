import { z } from 'zod';
import { SlackError } from '../slack-error.js';
import { count } from './arguments.js';

/** Slack's paging: `limit`, `cursor`, and `response_metadata.next_cursor` (docs: Pagination). */
export const paging = { cursor: z.string().optional(), limit: count.default(100) };

export interface PageArguments {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export function paginate<T>(
  items: readonly T[],
  { cursor = '', limit }: PageArguments,
): { readonly items: readonly T[]; readonly response_metadata: { readonly next_cursor: string } } {
  const start = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) throw new SlackError('invalid_cursor');
  const end = start + (limit === 0 ? items.length : Math.min(limit, 1000));
  return {
    items: items.slice(start, end),
    response_metadata: { next_cursor: end < items.length ? Buffer.from(String(end)).toString('base64') : '' },
  };
}
