import type { Directory } from '../../facts/directory.js';
import { nearest } from '../grammar/nearest.js';
import { plainHyphens } from '../grammar/words.js';
import { misread, quoted, read, type Reading } from './reading.js';

/** Reads a Region of the configuration; no other is looked into or copied to. */
export function readRegion(word: string, directory: Directory, field: string): Reading<string | undefined> {
  const region = plainHyphens(word.trim()).toLowerCase();
  const configured = [...new Set(directory.flatMap(({ regions }) => regions))];
  if (configured.includes(region)) return read(region);
  const text = `${quoted(word)} is none of the configured Regions: ${configured.join(', ')}.`;
  return misread(undefined, field, text, nearest(region, configured));
}
