const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/**
 * How long to wait before attempt `attempts + 1`, in milliseconds: doubling from a second to five minutes, with a
 * quarter of jitter so that many requests do not come back together. The jitter is made of the seed, not of chance.
 */
export function backoffMs(attempts: number, seed: string): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(full * (1 - 0.25 * fractionOf(`${seed}/${String(attempts)}`)));
}

/** A number from 0 to 1 that looks random and is the same for the same text (FNV-1a). */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash / 0xffffffff;
}
