import { distance } from 'fastest-levenshtein';

/**
 * The word that was probably meant: the one with the fewest letters to change, and at most a third of them, two in any case
 * (`wiht`) unless the words are very short. Three letters or more that a word begins with (`dereg`) are as near as can be.
 * Case and leading dashes do not count.
 */
export function closestMatch(word: string, words: readonly string[]): string | undefined {
  const normalized = word.toLowerCase().replace(/^-+/, '').slice(0, MAX_LENGTH);
  if (normalized === '') return undefined;
  const ranked = words
    .map((candidate) => ({ candidate, distance: editDistance(normalized, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= maxDistance(Math.max(normalized.length, candidate.length)))
    .sort((one, other) => one.distance - other.distance);
  return ranked[0]?.candidate;
}

function editDistance(normalized: string, candidate: string): number {
  return PREFIX.test(normalized) && candidate.startsWith(normalized) ? 0 : distance(normalized, candidate);
}

function maxDistance(length: number): number {
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
}

/** Digits that an account begins with are too few to mean it. */
const PREFIX = /^[a-z]{3}/;

/** No word that is meant is longer, and the comparison takes time with the product of the lengths. */
const MAX_LENGTH = 200;
