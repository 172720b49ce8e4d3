import { normalizeDashes } from '../../command-line/tokenize.js';
import { invalid, type ParsedValue, quoteInput, valid } from './parsed.js';

/** (EC2 API, CreateImage, `Name`) */
const ALLOWED_CHARACTER = /[A-Za-z0-9()[\] ./\-'@_]/;
const MIN_LENGTH = 3;
const MAX_LENGTH = 128;

/** Reads the name that an AMI is to have. */
export function parseImageName(word: string, field: string): ParsedValue<string> {
  const name = word.trim();
  const length = [...name].length;
  if (length < MIN_LENGTH || length > MAX_LENGTH) {
    return invalid('', field, `A name has ${MIN_LENGTH} to ${MAX_LENGTH} characters; this one has ${length}.`);
  }
  const disallowed = [...name].find((character) => !ALLOWED_CHARACTER.test(character));
  if (disallowed === undefined) return valid(name);
  return invalid(
    '',
    field,
    `${quoteInput(disallowed)} cannot stand in a name: letters, digits, blanks and ( ) [ ] . / - ' @ _ can.`,
    suggestName(name),
  );
}

/** A name that could be used in place of one that cannot. */
function suggestName(name: string): string | undefined {
  const usable = [...name].map((character) => (ALLOWED_CHARACTER.test(character) ? character : '-')).join('');
  return /[A-Za-z0-9]/.test(usable) ? usable : undefined;
}

const KEY_ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const ALIAS = /^(?:alias\/)?[A-Za-z0-9/_-]{1,250}$/;
const ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/[A-Za-z0-9/_-]{1,256}$/;

/** Reads the name of a KMS key as EC2 takes it: an id, an ARN, or `alias/…`. A bare word is an alias. (KMS, DescribeKey) */
export function parseKeyName(word: string, field: string): ParsedValue<string> {
  const key = normalizeDashes(word.trim());
  if (KEY_ID.test(key) || ARN.test(key)) return valid(key);
  if (ALIAS.test(key)) return valid(key.startsWith('alias/') ? key : `alias/${key}`);
  return invalid('', field, `${quoteInput(word)} is not a KMS key. Enter its ID, its ARN, or its alias.`);
}

/** `i-` and 17 hexadecimal digits, 8 for old ones; fewer are an abbreviation. */
const INSTANCE_ID = /^i-[0-9a-f]{1,17}$/;
const HEXADECIMAL = /^[0-9a-f]{3,17}$/;

/** Reads the id of an instance, or the beginning of one. */
export function parseInstance(word: string, field: string): ParsedValue<string> {
  const id = normalizeDashes(word.trim()).toLowerCase();
  if (INSTANCE_ID.test(id)) return valid(id);
  return invalid(
    '',
    field,
    `${quoteInput(word)} is not an instance ID: “i-” and up to 17 of the characters 0–9 and a–f.`,
    HEXADECIMAL.test(id) ? `i-${id}` : undefined,
  );
}

/** In the field `instanceType`. */
export function parseInstanceType(word: string): ParsedValue<string> {
  const type = normalizeDashes(word.trim()).toLowerCase();
  if (/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(type)) return valid(type);
  return invalid(
    '',
    'instanceType',
    `${quoteInput(word)} is not an instance type: a family and a size, like t3.micro.`,
  );
}

/** In the field `subnet`. */
export function parseSubnet(word: string | undefined): ParsedValue<string | undefined> {
  const id = normalizeDashes((word ?? '').trim()).toLowerCase();
  if (id === '' || /^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) return valid(id === '' ? undefined : id);
  return invalid(undefined, 'subnet', `${quoteInput(word ?? '')} is not a subnet ID: “subnet-” and 17 of 0–9 and a–f.`);
}
