import type { Snapshot } from '../facts/facts.js';
import { EXAMPLE_RATES, gibOf } from '../operations/planning/cost.js';
import { own } from '../operations/planning/observed.js';
import type { ImageCost, Prices, ScannedImage } from './types.js';

export const DEFAULT_PRICES: Prices = { elsewhere: EXAMPLE_RATES, byRegion: {} };

/**
 * Adds up what snapshots cost a month, each of them once: an AMI that is asked for later is charged only for those that
 * none before it had. So the AMIs that stay come first, and what stale ones are charged is what would end with them.
 */
export interface CostLedger {
  /** At most: blocks that snapshots share are billed once. */
  charge(image: ScannedImage): ImageCost;
}

export const NOTHING: ImageCost = { gib: 0, usd: 0 };

export function createCostLedger(prices: Prices): CostLedger {
  const charged = new Set<string>();
  return {
    charge({ region, snapshots }) {
      const price = own(prices.byRegion, region) ?? prices.elsewhere;
      return snapshots.reduce((cost, { snapshotId, sizeGiB: gib, isArchived }) => {
        if (charged.has(snapshotId)) return cost;
        charged.add(snapshotId);
        return plus(cost, { gib, usd: gib * (isArchived ? price.archive : price.standard) });
      }, NOTHING);
    },
  };
}

/** The AMI with what was read of its snapshots; those that were not read keep the size of their volume. */
export function sized(image: ScannedImage, read: ReadonlyMap<string, Snapshot>): ScannedImage {
  const snapshots = image.snapshots.map((backing) => {
    const snapshot = read.get(backing.snapshotId);
    if (snapshot === undefined) return backing;
    return { ...backing, sizeGiB: gibOf(snapshot), isArchived: snapshot.storageTier === 'archive' };
  });
  return { ...image, snapshots };
}

export function plus(one: ImageCost, other: ImageCost): ImageCost {
  return { gib: one.gib + other.gib, usd: one.usd + other.usd };
}
