import { keyOf, type ChangeWatch } from './changes.js';
import type { CostLedger } from './cost.js';
import { baseReason } from './stale-reasons.js';
import type { ImageVerdict, Keep, Settled, Verdict } from './types.js';

/** Where verdicts are entered: counted, charged and handed on; the stale ones held back to the end. */
export interface ScanBooks {
  settle(verdicts: readonly Settled[]): Promise<void>;
  /** Only at the end it is known what was made from which, and which snapshots the others need. */
  close(children: ReadonlyMap<string, number>): Promise<readonly ImageVerdict[]>;
  counts(): Readonly<Record<Verdict, number>>;
  /** Those that an answer keeps, the first to end first. */
  kept(): readonly (ImageVerdict & { readonly keep: Keep })[];
}

export type Taker = (verdicts: readonly ImageVerdict[]) => void | Promise<void>;

export function openBooks(ledger: CostLedger, watch: ChangeWatch, take: Taker): ScanBooks {
  const counts: Record<Verdict, number> = { 'in-use': 0, recent: 0, kept: 0, stale: 0, unknown: 0 };
  const held: Settled[] = [];
  const kept: (ImageVerdict & { readonly keep: Keep })[] = [];

  function charged(settled: Settled): ImageVerdict {
    return { ...settled, cost: ledger.charge(settled.image) };
  }

  return {
    counts: () => counts,
    kept: () => [...kept].sort((one, other) => one.keep.until.localeCompare(other.keep.until)),
    async settle(verdicts) {
      for (const { image, verdict } of verdicts) {
        counts[verdict] += 1;
        watch.see(image, verdict);
      }
      held.push(...verdicts.filter(({ verdict }) => verdict === 'stale'));
      const passed = verdicts.filter(({ verdict }) => verdict !== 'stale').map(charged);
      kept.push(...passed.flatMap((verdict) => (verdict.keep === undefined ? [] : { ...verdict, keep: verdict.keep })));
      if (passed.length > 0) await take(passed);
    },
    async close(children) {
      const stale = held
        .map((settled) => charged(asBase(settled, children.get(settled.image.imageId) ?? 0)))
        .sort((one, other) => other.cost.usd - one.cost.usd || keyOf(one.image).localeCompare(keyOf(other.image)));
      if (stale.length > 0) await take(stale);
      return stale;
    },
  };
}

function asBase(settled: Settled, children: number): Settled {
  if (children === 0) return settled;
  const [first = '', ...others] = settled.reasons;
  return { ...settled, reasons: [first, baseReason(children), ...others], baseOf: children };
}
