import type { Settled } from './types.js';

/** A verdict as small as it goes; it tells apart what it was made of by nothing but `unpack`. */
export interface Packed {
  readonly facts: string;
  readonly reasons: readonly string[];
}

/**
 * Packs verdicts that have to wait: there may be fifty thousand. Most have sentences in common, which are held once; the
 * rest takes a third of the room as one string.
 */
export function createPacker(): (settled: Settled) => Packed {
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
export function unpack({ facts, reasons }: Packed): Settled {
  return { ...(JSON.parse(facts) as Omit<Settled, 'reasons'>), reasons };
}
