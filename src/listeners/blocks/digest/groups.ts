import type { ImageVerdict, Place } from '../../../workflows/stale/types.js';

/** The stale AMIs of one account and Region. */
export interface StaleGroup {
  readonly place: Place;
  readonly usd: number;
  /** The costliest first. */
  readonly rows: readonly ImageVerdict[];
}

/** The costliest place first, and in it the costliest AMI. */
export function groupsOf(stale: readonly ImageVerdict[]): readonly StaleGroup[] {
  const groups = new Map<string, ImageVerdict[]>();
  for (const verdict of stale) {
    const key = `${verdict.image.account} ${verdict.image.region}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [verdict]);
    else group.push(verdict);
  }
  return [...groups.values()].flatMap(groupOf).toSorted((one, other) => other.usd - one.usd);
}

function groupOf(rows: readonly ImageVerdict[]): readonly StaleGroup[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { account, region } = first.image;
  const usd = rows.reduce((sum, { cost }) => sum + cost.usd, 0);
  return [{ place: { account, region }, usd, rows: rows.toSorted((one, other) => other.cost.usd - one.cost.usd) }];
}
