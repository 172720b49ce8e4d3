import { plainHyphens } from '../grammar/words.js';
import { misread, quoted, read, type Reading } from './reading.js';

/** `ami-` and 17 hexadecimal digits, 8 for old ones; fewer are an abbreviation. (EC2 Developer Guide, "Error codes") */
const AMI_ID = /^ami-[0-9a-f]{1,17}$/;
const HEXADECIMAL = /^[0-9a-f]{3,17}$/;

/** Reads the id of an AMI, or the beginning of one. */
export function readAmi(word: string | undefined): Reading<string> {
  const id = plainHyphens((word ?? '').trim()).toLowerCase();
  if (id === '') return misread('', 'ami', 'Which AMI is missing: its id, or the beginning of it.');
  if (AMI_ID.test(id)) return read(id);
  const near = HEXADECIMAL.test(id) ? `ami-${id}` : undefined;
  return misread(
    '',
    'ami',
    `${quoted(word ?? '')} is no AMI id: “ami-” and up to 17 of the characters 0–9 and a–f.`,
    near,
  );
}
