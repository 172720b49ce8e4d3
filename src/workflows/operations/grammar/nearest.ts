import { distance } from 'fastest-levenshtein';

/**
 * The word that was probably meant: the one with the fewest letters to change, and at most a third of them, two in any case
 * (`wiht`) unless the words are very short. Three letters or more that a word begins with (`dereg`) are as near as can be.
 * Case and leading dashes do not count.
 */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const meant = word.toLowerCase().replace(/^-+/, '').slice(0, LONGEST);
  if (meant === '') return undefined;
  const ranked = words
    .map((candidate) => ({ candidate, away: lettersAway(meant, candidate.toLowerCase()) }))
    .filter(({ candidate, away }) => away <= mostAway(Math.max(meant.length, candidate.length)))
    .sort((one, other) => one.away - other.away);
  return ranked[0]?.candidate;
}

function lettersAway(meant: string, candidate: string): number {
  return BEGINNING.test(meant) && candidate.startsWith(meant) ? 0 : distance(meant, candidate);
}

function mostAway(length: number): number {
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
}

/** Digits that an account begins with are too few to mean it. */
const BEGINNING = /^[a-z]{3}/;

/** No word that is meant is longer, and the comparison takes time with the product of the lengths. */
const LONGEST = 200;
