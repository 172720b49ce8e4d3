import type { Image } from '../facts/image.js';

/** Where a page of a search ended. The next one goes on behind it, whatever has come or gone meanwhile. */
export interface Position {
  readonly own: boolean;
  readonly createdAt: string;
  readonly imageId: string;
  readonly region: string;
}

/** The best of what was seen so far; no more is kept than is asked for, however much is seen. */
export interface Selection {
  /** In the order to show them. */
  readonly kept: readonly Image[];
  /** How many come no later than the position that it goes on behind. */
  readonly before: number;
  readonly total: number;
}

export const NOTHING_YET: Selection = { kept: [], before: 0, total: 0 };

/** Adds what was seen, and keeps the first `most` behind the position. */
export function select(
  selection: Selection,
  seen: readonly Image[],
  { after, most }: { readonly after?: Position | undefined; readonly most: number },
): Selection {
  const behind = after === undefined ? seen : seen.filter((image) => compare(positionOf(image), after) > 0);
  return {
    kept: [...selection.kept, ...behind]
      .toSorted((one, other) => compare(positionOf(one), positionOf(other)))
      .slice(0, most),
    before: selection.before + seen.length - behind.length,
    total: selection.total + seen.length,
  };
}

export function positionOf({ ownerId, account, createdAt, imageId, region }: Image): Position {
  return { own: ownerId === account, createdAt, imageId, region };
}

/** Base images first, then own ones; each newest first. */
function compare(one: Position, other: Position): number {
  if (one.own !== other.own) return one.own ? 1 : -1;
  return order(other.createdAt, one.createdAt) || order(one.imageId, other.imageId) || order(one.region, other.region);
}

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
