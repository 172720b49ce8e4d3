const FIRST_MS = 1_000;
const MAX_MS = 300_000;

/**
 * How long to wait before attempt `attempts + 1`, in milliseconds: doubling from a second to five minutes, with a
 * quarter of jitter so that many requests do not come back together. The jitter is made of the seed, not of chance.
 */
export function backoffMs(attempt: number, jitterKey: string): number {
  const full = Math.min(MAX_MS, FIRST_MS * 2 ** Math.max(0, attempt - 1));
  return Math.round(full * (1 - 0.25 * hashToFraction(`${jitterKey}/${String(attempt)}`)));
}

/** A number from 0 to 1 that looks random and is the same for the same text (FNV-1a). */
function hashToFraction(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash / 0xffffffff;
}
