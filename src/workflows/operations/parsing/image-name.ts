import { misread, quoted, read, type Reading } from './reading.js';

/** (EC2 API, CreateImage, `Name`) */
const ALLOWED = /[A-Za-z0-9()[\] ./\-'@_]/;
const SHORTEST = 3;
const LONGEST = 128;

/** Reads the name that an AMI is to have. */
export function readImageName(word: string, field: string): Reading<string> {
  const name = word.trim();
  const length = [...name].length;
  if (length < SHORTEST || length > LONGEST) {
    return misread('', field, `A name has ${SHORTEST} to ${LONGEST} characters; this one has ${length}.`);
  }
  const foreign = [...name].find((character) => !ALLOWED.test(character));
  if (foreign === undefined) return read(name);
  return misread(
    '',
    field,
    `${quoted(foreign)} cannot stand in a name: letters, digits, blanks and ( ) [ ] . / - ' @ _ can.`,
    nameWithout(name),
  );
}

/** A name that could be used in place of one that cannot. */
function nameWithout(name: string): string | undefined {
  const usable = [...name].map((character) => (ALLOWED.test(character) ? character : '-')).join('');
  return /[A-Za-z0-9]/.test(usable) ? usable : undefined;
}
