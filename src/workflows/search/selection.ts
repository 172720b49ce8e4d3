import type { Image } from '../facts/image.js';

/** Where a page of a search ended. The next one goes on behind it, whatever has come or gone meanwhile. */
export interface Position {
  /** Where the costliest come first: what it costs a month. */
  readonly usd?: number;
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

/** What AMIs cost a month, where the costliest come first. */
export type Costs = ((image: Image) => number) | undefined;

export interface SelectOptions {
  readonly after?: Position | undefined;
  readonly most: number;
  readonly costs?: Costs;
}

/** Adds what was seen, and keeps the first `most` behind the position. */
export function select(selection: Selection, seen: readonly Image[], { after, most, costs }: SelectOptions): Selection {
  const behind = after === undefined ? seen : seen.filter((image) => compare(positionOf(image, costs), after) > 0);
  return {
    kept: [...selection.kept, ...behind]
      .toSorted((one, other) => compare(positionOf(one, costs), positionOf(other, costs)))
      .slice(0, most),
    before: selection.before + seen.length - behind.length,
    total: selection.total + seen.length,
  };
}

export function positionOf(image: Image, costs?: Costs): Position {
  const { ownerId, account, createdAt, imageId, region } = image;
  return {
    ...(costs === undefined ? {} : { usd: costs(image) }),
    own: ownerId === account,
    createdAt,
    imageId,
    region,
  };
}

/** The costliest first where that is asked for; else base images, then own ones; each newest first. */
function compare(one: Position, other: Position): number {
  const { usd = 0 } = one;
  const { usd: otherUsd = 0 } = other;
  if (usd !== otherUsd) return otherUsd - usd;
  if (one.own !== other.own) return one.own ? 1 : -1;
  return order(other.createdAt, one.createdAt) || order(one.imageId, other.imageId) || order(one.region, other.region);
}

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
