import { imageKey, type ScanComparison } from '../../domain/stale/changes.js';
import { addCosts, type CostAccumulator, ZERO_COST } from '../../domain/stale/cost.js';
import { baseReason } from '../../domain/stale/reasons.js';
import type { Exemption, ImageCost, ImageVerdict, JudgedImage, StaleImage, Verdict } from '../../domain/stale/types.js';

/** A compact verdict. Only `expand` reads it. */
export interface CompactVerdict {
  readonly facts: string;
  readonly reasons: readonly string[];
}

/**
 * Packs verdicts that wait: there may be fifty thousand. Shared sentences are held once. The rest takes a third of the
 * memory as one string.
 */
export function createCompactor(): (judged: JudgedImage) => CompactVerdict {
  const sentences = new Map<string, string>();

  function shared(sentence: string): string {
    const known = sentences.get(sentence);
    if (known !== undefined) return known;
    sentences.set(sentence, sentence);
    return sentence;
  }

  return ({ reasons, ...facts }) => ({ facts: JSON.stringify(facts), reasons: reasons.map(shared) });
}

/** The verdict again. It is plain data, so that nothing is lost on the way. */
export function expand({ facts, reasons }: CompactVerdict): JudgedImage {
  return { ...(JSON.parse(facts) as Omit<JudgedImage, 'reasons'>), reasons };
}

/** The number of full verdicts: a few more than a digest can show. The others have only their stored part. */
const MAX_DETAILS = 2_000;
/** The batch size at the end. */
const BATCH = 200;

/** Verdicts are counted, charged and passed on. Stale ones are held in compact form to the end. */
export interface VerdictAccumulator {
  add(verdicts: readonly JudgedImage[]): Promise<void>;
  /** Only at the end it is known what was made from which AMI, and which snapshots the others need. */
  finish(children: ReadonlyMap<string, number>): Promise<StaleResults>;
  counts(): Readonly<Record<Verdict, number>>;
  /** The exempted AMIs, the first to expire first. */
  exempted(): readonly (ImageVerdict & { readonly exemption: Exemption })[];
}

/** The stale ones, the costliest first. */
interface StaleResults {
  readonly all: readonly StaleImage[];
  /** The first of them, whole. */
  readonly details: readonly ImageVerdict[];
  readonly cost: ImageCost;
}

export type VerdictSink = (verdicts: readonly ImageVerdict[]) => void | Promise<void>;

export function createVerdictAccumulator(
  costs: CostAccumulator,
  comparison: ScanComparison,
  sink: VerdictSink,
): VerdictAccumulator {
  const counts: Record<Verdict, number> = { 'in-use': 0, recent: 0, kept: 0, stale: 0, unknown: 0 };
  const pack = createCompactor();
  const staleVerdicts: CompactVerdict[] = [];
  const exempted: (ImageVerdict & { readonly exemption: Exemption })[] = [];

  function charged(judged: JudgedImage): ImageVerdict {
    return { ...judged, cost: costs.charge(judged.image) };
  }

  return {
    counts: () => counts,
    exempted: () => [...exempted].sort((one, other) => one.exemption.until.localeCompare(other.exemption.until)),
    async add(verdicts) {
      for (const { image, verdict } of verdicts) {
        counts[verdict] += 1;
        comparison.record(image, verdict);
      }
      staleVerdicts.push(...verdicts.filter(({ verdict }) => verdict === 'stale').map(pack));
      const passed = verdicts.filter(({ verdict }) => verdict !== 'stale').map(charged);
      exempted.push(
        ...passed.flatMap((verdict) =>
          verdict.exemption === undefined ? [] : { ...verdict, exemption: verdict.exemption },
        ),
      );
      if (passed.length > 0) await sink(passed);
    },
    async finish(children) {
      const entries = staleVerdicts.map((packed) => toEntry(packed, costs)).sort(byCost);
      const details: ImageVerdict[] = [];
      for (let from = 0; from < entries.length; from += BATCH) {
        const verdicts = entries.slice(from, from + BATCH).map(({ compact, cost }): ImageVerdict => {
          const judged = expand(compact);
          return { ...withBaseReason(judged, children.get(judged.image.imageId) ?? 0), cost };
        });
        details.push(...verdicts.slice(0, MAX_DETAILS - details.length));
        await sink(verdicts);
      }
      const cost = entries.reduce((sum, entry) => addCosts(sum, entry.cost), ZERO_COST);
      return { all: entries.map(({ stale }) => stale), details, cost };
    },
  };
}

interface Entry {
  readonly compact: CompactVerdict;
  readonly stale: StaleImage;
  readonly cost: ImageCost;
  readonly key: string;
}

function toEntry(compact: CompactVerdict, costs: CostAccumulator): Entry {
  const { image } = expand(compact);
  const { imageId, region, account, name } = image;
  const cost = costs.charge(image);
  return { compact, stale: { imageId, region, account, name, usd: cost.usd }, cost, key: imageKey(image) };
}

/** Many cost the same. By code units, since fifty thousand are compared some fifteen times each. */
function byCost(one: Entry, other: Entry): number {
  return other.cost.usd - one.cost.usd || (one.key < other.key ? -1 : 1);
}

function withBaseReason(judged: JudgedImage, children: number): JudgedImage {
  if (children === 0) return judged;
  const [first = '', ...others] = judged.reasons;
  return { ...judged, reasons: [first, baseReason(children), ...others], baseOf: children };
}
