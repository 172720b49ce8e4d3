import { closest, distance } from 'fastest-levenshtein';

/** A hint naming the word that was probably meant, or nothing when none is near. */
export function didYouMean(word: string, words: readonly string[]): string {
  if (words.length === 0) return '';
  const near = closest(word.toLowerCase(), words);
  return distance(word.toLowerCase(), near) <= Math.max(2, Math.floor(word.length / 3)) ? `Did you mean ${near}?` : '';
}
