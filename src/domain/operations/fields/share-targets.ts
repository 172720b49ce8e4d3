import { z } from 'zod';
import type { Directory } from '../../model/directory.js';
import { tokenize } from '../../command-line/tokenize.js';
import { parseAccount } from './location.js';
import { invalid, quoteInput, valid, type ParsedValue } from './parsed.js';

/** The grantees of a share. Making an AMI public is another operation. */
export type ShareTarget = z.infer<typeof shareTargetSchema>;
export const shareTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('account'), id: z.string().regex(/^\d{12}$/) }),
  z.strictObject({ kind: z.literal('organization'), arn: z.string() }),
  z.strictObject({ kind: z.literal('ou'), arn: z.string() }),
]);

const MAX_SHARE_TARGETS = 50;
/** A bare `o-…` or `ou-…` is not accepted. (EC2 User Guide, "Share an AMI with organizations and organizational units") */
const ORGANIZATION = /^arn:aws[a-z-]*:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/;
const OU = /^arn:aws[a-z-]*:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/;

/** Reads accounts, organizations and OUs, each counted once. */
export function parseTargets(
  words: readonly string[],
  directory: Directory,
  field: string,
): ParsedValue<readonly ShareTarget[]> {
  const parsed = words.flatMap((word) => splitList(word, directory)).map((word) => parseTarget(word, directory, field));
  const found = parsed.flatMap(({ value }) => value ?? []);
  const targets = [...new Map(found.map((target) => [JSON.stringify(target), target])).values()];
  if (parsed.length === 0)
    return invalid([], field, 'A target is missing: an account, or the ARN of an organization or OU.');
  if (targets.length > MAX_SHARE_TARGETS) return invalid([], field, `At most ${MAX_SHARE_TARGETS} at once.`);
  return { value: targets, errors: parsed.flatMap(({ errors: inputErrors }) => inputErrors) };
}

/** A form sends a whole list as one text. A name of the directory may hold blanks. */
export function splitList(word: string, directory: Directory): readonly string[] {
  const isName = directory.some(({ name }) => name.toLowerCase() === word.trim().toLowerCase());
  return isName ? [word.trim()] : tokenize(word).map(({ text }) => text);
}

function parseTarget(word: string, directory: Directory, field: string): ParsedValue<ShareTarget | undefined> {
  if (ORGANIZATION.test(word)) return valid({ kind: 'organization', arn: word });
  if (OU.test(word)) return valid({ kind: 'ou', arn: word });
  const hint = targetHint(word, directory);
  if (hint !== undefined) return invalid(undefined, field, `${quoteInput(word)} ${hint}`);
  const account = parseAccount(word, directory, field);
  return { ...account, value: account.value === undefined ? undefined : { kind: 'account', id: account.value } };
}

/** Hints for targets that an AMI cannot be shared with. */
function targetHint(word: string, directory: Directory): string | undefined {
  if (directory.some(({ name }) => name.toLowerCase() === word.toLowerCase())) return undefined;
  if (/^(o|ou)-[a-z0-9-]+$/i.test(word))
    return 'is only the end of an ARN. Enter the full ARN, “arn:aws:organizations::…”.';
  if (/^arn:/i.test(word))
    return 'is not the ARN of an organization or OU: “arn:aws:organizations::<account>:organization/o-…”.';
  if (/^(all|public|everyone|everybody)$/i.test(word))
    return 'is not a target. An AMI is shared with accounts, organizations and OUs.';
  if (/^[a-z]{2,4}(-[a-z]+)+-\d$/i.test(word)) return 'is a Region. To use an AMI there, copy it: “copy … to …”.';
  if (word.startsWith('@')) return 'is a person. Share an AMI with AWS accounts.';
  return undefined;
}
