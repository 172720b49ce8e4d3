import type { Snapshot } from '../model/facts.js';
import { US_EAST_1_RATES, sizeInGib } from '../operations/cost.js';
import { getOwn } from '../model/observed-facts.js';
import type { ImageCost, Prices, ScannedImage } from './types.js';

export const DEFAULT_PRICES: Prices = { elsewhere: US_EAST_1_RATES, byRegion: {} };

/**
 * Adds up the monthly cost of snapshots, each once: an AMI is charged only for snapshots that no earlier AMI has. AMIs
 * that stay come first, so that stale ones are charged with what would be saved.
 */
export interface CostAccumulator {
  /** At most: blocks that snapshots share are billed once. */
  charge(image: ScannedImage): ImageCost;
}

export const ZERO_COST: ImageCost = { gib: 0, usd: 0 };

export function createCostAccumulator(prices: Prices): CostAccumulator {
  const charged = new Set<string>();
  return {
    charge({ region, snapshots }) {
      const price = getOwn(prices.byRegion, region) ?? prices.elsewhere;
      return snapshots.reduce((cost, { snapshotId, sizeGiB: gib, isArchived }) => {
        if (charged.has(snapshotId)) return cost;
        charged.add(snapshotId);
        return addCosts(cost, { gib, usd: gib * (isArchived ? price.archive : price.standard) });
      }, ZERO_COST);
    },
  };
}

/** The AMI with the sizes of its snapshots. Snapshots that were not read have the size of their volume. */
export function withSnapshotSizes(image: ScannedImage, read: ReadonlyMap<string, Snapshot>): ScannedImage {
  const snapshots = image.snapshots.map((backing) => {
    const snapshot = read.get(backing.snapshotId);
    if (snapshot === undefined) return backing;
    return { ...backing, sizeGiB: sizeInGib(snapshot), isArchived: snapshot.storageTier === 'archive' };
  });
  return { ...image, snapshots };
}

export function addCosts(one: ImageCost, other: ImageCost): ImageCost {
  return { gib: one.gib + other.gib, usd: one.usd + other.usd };
}
