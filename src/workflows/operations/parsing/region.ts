import type { Directory } from '../../facts/directory.js';
import { nearest } from '../grammar/nearest.js';
import { plainHyphens, wordsOf } from '../grammar/words.js';
import { misread, quoted, read, type Reading } from './reading.js';

const MOST_REGIONS = 20;

/** Reads a Region of the configuration; no other is looked into or copied to. */
export function readRegion(word: string, directory: Directory, field: string): Reading<string | undefined> {
  const region = plainHyphens(word.trim()).toLowerCase();
  const configured = [...new Set(directory.flatMap(({ regions }) => regions))];
  if (configured.includes(region)) return read(region);
  const text = `${quoted(word)} is none of the configured Regions: ${configured.join(', ')}.`;
  return misread(undefined, field, text, nearest(region, configured));
}

/** Reads a list of Regions to go to, each counted once. */
export function readDestinations(
  words: readonly string[],
  directory: Directory,
  field: string,
): Reading<readonly string[]> {
  const each = words.flatMap((word) => wordsOf(word)).map(({ text }) => readDestination(text, directory, field));
  const regions = [...new Set(each.flatMap(({ value }) => value ?? []))];
  const mistakes = each.flatMap((one) => one.mistakes);
  if (each.length === 0) return misread([], field, 'Where to is missing: one or several Regions.');
  if (regions.length > MOST_REGIONS) return misread([], field, `At most ${MOST_REGIONS} Regions at once.`);
  return { value: regions, mistakes };
}

function readDestination(word: string, directory: Directory, field: string): Reading<string | undefined> {
  const region = readRegion(word, directory, field);
  const account = directory.find(({ id, name }) => id === word || name.toLowerCase() === word.toLowerCase());
  if (region.value !== undefined || account === undefined) return region;
  return misread(
    undefined,
    field,
    `${quoted(word)} is an account; an AMI is copied to Regions. Share it with the account instead: “share … with ${word}”.`,
    nearest(word, [...new Set(directory.flatMap(({ regions }) => regions))]),
  );
}
