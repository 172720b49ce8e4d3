import { AwsError, invalidValue } from './errors.js';

export interface ListPageRequest {
  readonly size?: number | undefined;
  readonly token?: string | undefined;
}

export interface ListPage<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/**
 * Cuts one page out of a list. Tokens are opaque to clients and mean a position; one that was not given out is refused.
 * (EC2 Developer Guide, "Pagination")
 */
export function paginateList<T>(items: readonly T[], { size = Infinity, token }: ListPageRequest): ListPage<T> {
  const start = token === undefined ? 0 : fromToken(token);
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? toToken(end) : undefined };
}

function toToken(position: number): string {
  return Buffer.from(`position ${position}`).toString('base64url');
}

function fromToken(token: string): number {
  const match = /^position (\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  if (match === null) throw invalidValue('NextToken', token, 'The token is not valid.');
  return Number(match[1]);
}

/** Ids and a page size exclude each other. (Observed; documented for DescribeInstances) */
export function refuseIdsWithPage(ids: readonly string[], size: number | undefined, name: string): void {
  if (ids.length === 0 || size === undefined) return;
  throw new AwsError(
    'InvalidParameterCombination',
    `The parameter ${name} cannot be used with the parameter maxResults`,
  );
}
