import type { Image } from '../../domain/model/image.js';

/** Where a page of a search ended. The next one goes on behind it, whatever has come or gone meanwhile. */
export interface PageCursor {
  /** Where the costliest come first: what it costs a month. */
  readonly usd?: number;
  readonly isOwn: boolean;
  readonly createdAt: string;
  readonly imageId: string;
  readonly region: string;
}

/** The best of what was seen so far; no more is kept than is asked for, however much is seen. */
export interface SearchAccumulator {
  /** In the order to show them. */
  readonly images: readonly Image[];
  /** How many come no later than the position that it goes on behind. */
  readonly before: number;
  readonly total: number;
}

export const EMPTY_ACCUMULATOR: SearchAccumulator = { images: [], before: 0, total: 0 };

/** What AMIs cost a month, where the costliest come first. */
export type CostOf = ((image: Image) => number) | undefined;

export interface AccumulateOptions {
  readonly after?: PageCursor | undefined;
  readonly limit: number;
  readonly costOf?: CostOf;
}

/** Adds what was seen, and keeps the first `most` behind the position. */
export function accumulate(
  selection: SearchAccumulator,
  seen: readonly Image[],
  { after, limit: max, costOf }: AccumulateOptions,
): SearchAccumulator {
  const behind =
    after === undefined ? seen : seen.filter((image) => compareCursors(cursorFor(image, costOf), after) > 0);
  return {
    images: [...selection.images, ...behind]
      .toSorted((one, other) => compareCursors(cursorFor(one, costOf), cursorFor(other, costOf)))
      .slice(0, max),
    before: selection.before + seen.length - behind.length,
    total: selection.total + seen.length,
  };
}

export function cursorFor(image: Image, costOf?: CostOf): PageCursor {
  const { ownerId, account, createdAt, imageId, region } = image;
  return {
    ...(costOf === undefined ? {} : { usd: costOf(image) }),
    isOwn: ownerId === account,
    createdAt,
    imageId,
    region,
  };
}

/** The costliest first where that is asked for; else base images, then own ones; each newest first. */
function compareCursors(one: PageCursor, other: PageCursor): number {
  const { usd = 0 } = one;
  const { usd: otherUsd = 0 } = other;
  if (usd !== otherUsd) return otherUsd - usd;
  if (one.isOwn !== other.isOwn) return one.isOwn ? 1 : -1;
  return order(other.createdAt, one.createdAt) || order(one.imageId, other.imageId) || order(one.region, other.region);
}

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
