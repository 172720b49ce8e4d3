import { keyOf, type ChangeWatch } from './changes.js';
import { NOTHING, plus, type CostLedger } from './cost.js';
import { createPacker, unpack, type Packed } from './packed.js';
import { baseReason } from './stale-reasons.js';
import type { FoundStale, ImageCost, ImageVerdict, Keep, Settled, Verdict } from './types.js';

/** So many are told whole: a few more than a digest can show. Of the others there is what is remembered. */
const MOST_TOLD = 2_000;
/** So many are handed on together at the end. */
const TOGETHER = 200;

/** Where verdicts are entered: counted, charged and handed on; the stale ones held back to the end, packed. */
export interface ScanBooks {
  settle(verdicts: readonly Settled[]): Promise<void>;
  /** Only at the end it is known what was made from which, and which snapshots the others need. */
  close(children: ReadonlyMap<string, number>): Promise<StaleBook>;
  counts(): Readonly<Record<Verdict, number>>;
  /** Those that an answer keeps, the first to end first. */
  kept(): readonly (ImageVerdict & { readonly keep: Keep })[];
}

/** The stale ones, the costliest first. */
export interface StaleBook {
  readonly all: readonly FoundStale[];
  /** The first of them, whole. */
  readonly told: readonly ImageVerdict[];
  readonly cost: ImageCost;
}

export type Taker = (verdicts: readonly ImageVerdict[]) => void | Promise<void>;

export function openBooks(ledger: CostLedger, watch: ChangeWatch, take: Taker): ScanBooks {
  const counts: Record<Verdict, number> = { 'in-use': 0, recent: 0, kept: 0, stale: 0, unknown: 0 };
  const pack = createPacker();
  const held: Packed[] = [];
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
      held.push(...verdicts.filter(({ verdict }) => verdict === 'stale').map(pack));
      const passed = verdicts.filter(({ verdict }) => verdict !== 'stale').map(charged);
      kept.push(...passed.flatMap((verdict) => (verdict.keep === undefined ? [] : { ...verdict, keep: verdict.keep })));
      if (passed.length > 0) await take(passed);
    },
    async close(children) {
      const entries = held.map((packed) => entryOf(packed, ledger)).sort(byCost);
      const told: ImageVerdict[] = [];
      for (let from = 0; from < entries.length; from += TOGETHER) {
        const verdicts = entries.slice(from, from + TOGETHER).map(({ packed, cost }): ImageVerdict => {
          const settled = unpack(packed);
          return { ...asBase(settled, children.get(settled.image.imageId) ?? 0), cost };
        });
        told.push(...verdicts.slice(0, MOST_TOLD - told.length));
        await take(verdicts);
      }
      const cost = entries.reduce((sum, entry) => plus(sum, entry.cost), NOTHING);
      return { all: entries.map(({ found }) => found), told, cost };
    },
  };
}

interface Entry {
  readonly packed: Packed;
  readonly found: FoundStale;
  readonly cost: ImageCost;
  readonly key: string;
}

function entryOf(packed: Packed, ledger: CostLedger): Entry {
  const { image } = unpack(packed);
  const { imageId, region, account, name } = image;
  const cost = ledger.charge(image);
  return { packed, found: { imageId, region, account, name, usd: cost.usd }, cost, key: keyOf(image) };
}

/** Many cost the same. By code units, since fifty thousand are compared some fifteen times each. */
function byCost(one: Entry, other: Entry): number {
  return other.cost.usd - one.cost.usd || (one.key < other.key ? -1 : 1);
}

function asBase(settled: Settled, children: number): Settled {
  if (children === 0) return settled;
  const [first = '', ...others] = settled.reasons;
  return { ...settled, reasons: [first, baseReason(children), ...others], baseOf: children };
}
