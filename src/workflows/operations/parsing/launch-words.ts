import { plainHyphens } from '../grammar/words.js';
import { misread, quoted, read, type Reading } from './reading.js';

/** In the field `instanceType`. */
export function readInstanceType(word: string): Reading<string> {
  const type = plainHyphens(word.trim()).toLowerCase();
  if (/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(type)) return read(type);
  return misread('', 'instanceType', `${quoted(word)} is no instance type: a family and a size, like t3.micro.`);
}

/** In the field `subnet`. */
export function readSubnet(word: string | undefined): Reading<string | undefined> {
  const id = plainHyphens((word ?? '').trim()).toLowerCase();
  if (id === '' || /^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) return read(id === '' ? undefined : id);
  return misread(undefined, 'subnet', `${quoted(word ?? '')} is no id of a subnet: “subnet-” and 17 of 0–9 and a–f.`);
}
