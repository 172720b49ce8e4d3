import type { Image } from '../../domain/model/image.js';

/** The end of a page. The next one continues after it, whatever has been added or removed. */
export interface PageCursor {
  /** The monthly cost, if the costliest come first. */
  readonly usd?: number;
  readonly isOwn: boolean;
  readonly createdAt: string;
  readonly imageId: string;
  readonly region: string;
}

/** The best matches so far. Never holds more than requested. */
export interface SearchAccumulator {
  /** In the order to show them. */
  readonly images: readonly Image[];
  /** The number of matches up to the position. */
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

/** Adds matches, and keeps the first `most` after the position. */
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

/** The costliest first if requested; otherwise base images, then own ones, each newest first. */
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
