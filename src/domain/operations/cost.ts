import type { Facts, Snapshot } from '../model/facts.js';
import { backingSnapshots } from '../model/observed-facts.js';

/**
 * Example rates of us-east-1, in USD per GB and month; other Regions differ.
 * (EBS User Guide, "Pricing and billing for archiving Amazon EBS snapshots")
 */
export const US_EAST_1_RATES = { standard: 0.05, archive: 0.0125 } as const;
const GIB = 1024 ** 3;

export interface Cost {
  readonly gib: number;
  readonly usd: number;
  readonly snapshots: number;
  /** Snapshots that could not be read; what they cost is not in it. */
  readonly unread: number;
}

/**
 * The maximum monthly cost of the snapshots behind an AMI. Billing is by block, and shared blocks count once: the bill,
 * and the saving, may be lower.
 */
export function estimateCost(facts: Facts): Cost {
  const backing = backingSnapshots(facts);
  const snapshots = backing.flatMap(({ snapshot }) => (snapshot.known ? snapshot.value : []));
  return {
    gib: snapshots.reduce((sum, snapshot) => sum + sizeInGib(snapshot), 0),
    usd: snapshots.reduce((sum, snapshot) => sum + sizeInGib(snapshot) * monthlyRate(snapshot), 0),
    snapshots: backing.length,
    unread: backing.length - snapshots.length,
  };
}

/** "up to $1.20 a month for 2 snapshots, 24 GiB (estimate at us-east-1 rates)". */
export function costLabel({ gib, usd, snapshots, unread }: Cost): string {
  if (snapshots === 0) return 'none: no snapshots';
  if (unread === snapshots) return `unknown: none of ${snapshots} snapshots could be read`;
  const missing = unread === 0 ? '' : `, without ${unread} that could not be read`;
  const noun = snapshots === 1 ? 'snapshot' : 'snapshots';
  return `up to $${usd.toFixed(2)} a month for ${snapshots} ${noun}, ${formatGib(gib)} GiB${missing} (estimate at us-east-1 rates)`;
}

/** In USD a month. */
function monthlyRate({ storageTier }: Snapshot): number {
  return storageTier === 'archive' ? US_EAST_1_RATES.archive : US_EAST_1_RATES.standard;
}

/** The maximum that is billed for a snapshot: never more than its volume. */
export function sizeInGib({ fullSizeBytes, volumeSizeGiB }: Pick<Snapshot, 'fullSizeBytes' | 'volumeSizeGiB'>): number {
  return fullSizeBytes === undefined ? volumeSizeGiB : Math.min(fullSizeBytes / GIB, volumeSizeGiB);
}

function formatGib(gib: number): string {
  return gib >= 10 ? gib.toFixed(0) : gib.toFixed(1).replace(/\.0$/, '');
}
