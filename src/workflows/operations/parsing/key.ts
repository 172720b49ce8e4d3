import { plainHyphens } from '../grammar/words.js';
import { misread, quoted, read, type Reading } from './reading.js';

const KEY_ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const ALIAS = /^(?:alias\/)?[A-Za-z0-9/_-]{1,250}$/;
const ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/[A-Za-z0-9/_-]{1,256}$/;

/** Reads the name of a KMS key as EC2 takes it: an id, an ARN, or `alias/…`. A bare word is an alias. (KMS, DescribeKey) */
export function readKeyName(word: string, field: string): Reading<string> {
  const key = plainHyphens(word.trim());
  if (KEY_ID.test(key) || ARN.test(key)) return read(key);
  if (ALIAS.test(key)) return read(key.startsWith('alias/') ? key : `alias/${key}`);
  return misread('', field, `${quoted(word)} is no KMS key: give its id, its ARN, or its alias.`);
}
