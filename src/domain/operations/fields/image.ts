import type { Draft } from '../../command-line/grammar.js';
import { normalizeDashes } from '../../command-line/tokenize.js';
import type { Directory } from '../../model/directory.js';
import type { ImageInput, ParseContext, ParseResult } from '../contract.js';
import { parsePlace } from './location.js';
import { combine, invalid, type ParsedValue, quoteInput, valid } from './parsed.js';
import { z } from 'zod';

/** `ami-` and 17 hexadecimal digits, 8 for old ones; fewer are an abbreviation. (EC2 Developer Guide, "Error codes") */
const AMI_ID = /^ami-[0-9a-f]{1,17}$/;
const HEXADECIMAL = /^[0-9a-f]{3,17}$/;

/** Reads the id of an AMI, or the beginning of one. */
function parseAmi(word: string | undefined): ParsedValue<string> {
  const id = normalizeDashes((word ?? '').trim()).toLowerCase();
  if (id === '') return invalid('', 'ami', 'Which AMI is missing: its id, or the beginning of it.');
  if (AMI_ID.test(id)) return valid(id);
  const suggestion = HEXADECIMAL.test(id) ? `ami-${id}` : undefined;
  return invalid(
    '',
    'ami',
    `${quoteInput(word ?? '')} is not an AMI ID: “ami-” and up to 17 of the characters 0–9 and a–f.`,
    suggestion,
  );
}

/** What every stored input has. */
export const imageInput = {
  ami: z.string().min(1),
  region: z.string().optional(),
  account: z.string().optional(),
} satisfies Record<keyof ImageInput, z.ZodType>;

/** So long a reason is shown whole. */
const MAX_REASON_LENGTH = 1_000;

/** The AMI and its location, which every operation takes; and whether the reason can be stored. */
export function parseImageInput(draft: Draft, directory: Directory): ParsedValue<ImageInput> {
  const ami = parseAmi(draft.ami?.[0]);
  const place = parsePlace(draft, directory);
  return {
    value: { ami: ami.value, ...place.value },
    errors: [ami, place, parseReason(draft.reason?.[0])].flatMap(({ errors: inputErrors }) => inputErrors),
  };
}

export function parseReason(reason: string | undefined): ParsedValue<undefined> {
  const length = [...(reason ?? '')].length;
  if (length <= MAX_REASON_LENGTH) return valid(undefined);
  return invalid(undefined, 'reason', `The reason has ${length} characters. The maximum is ${MAX_REASON_LENGTH}.`);
}

/** The input of operations that need to know nothing but the AMI. */
export const imageOnlyInput = z.strictObject(imageInput);

export function parseImageOnly(draft: Draft, { directory }: ParseContext): ParseResult<ImageInput> {
  const image = parseImageInput(draft, directory);
  return combine([image], image.value);
}
