import type { z } from 'zod';
import { ACTION_NAMES } from './actions.js';
import { didYouMean, mismatch, type ConfigProblem } from './problems.js';
import { EXPECTED_ACCOUNT_ID, EXPECTED_ACTION } from './schema.js';

type Path = readonly PropertyKey[];

/** Converts zod's issues to problems that name the key, what was found and what was expected. */
export function shapeProblems(error: z.ZodError, found: unknown): readonly ConfigProblem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownKey([...issue.path, key], issue.message.split(', ')));
    }
    const place = resolve(found, issue.path);
    // The key of a tag is invalid: the path names it, and its value is what was found.
    const value = issue.code === 'invalid_key' ? String(issue.path.at(-1)) : place.value;
    const expected = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
    return mismatch(pathText(place.path), value, expected, hintFor(value, expected));
  });
}

function unknownKey(path: Path, known: readonly string[]): ConfigProblem {
  const suggestion = didYouMean(String(path.at(-1)), known);
  return {
    key: pathText(path),
    text: `unknown key. ${suggestion === '' ? '' : `${suggestion} `}Known here: ${known.join(', ')}`,
  };
}

/** `accounts[1].id`; the empty path is the whole file. */
function pathText(path: Path): string {
  if (path.length === 0) return 'the file';
  return path.map((part, index) => (index === 0 ? String(part) : pathSegment(part))).join('');
}

function pathSegment(part: PropertyKey): string {
  if (typeof part === 'number') return `[${part}]`;
  return /^\w+$/.test(String(part)) ? `.${String(part)}` : `[${JSON.stringify(String(part))}]`;
}

/** The value at a path, or what is in its place: a single string where a list was expected. */
function resolve(root: unknown, path: Path): { readonly path: Path; readonly value: unknown } {
  let value = root;
  for (const [index, part] of path.entries()) {
    if (value === undefined || value === null) return { path, value: undefined };
    if (typeof value !== 'object') return { path: path.slice(0, index), value };
    value = Object.entries(value).find(([key]) => key === String(part))?.[1];
  }
  return { path, value };
}

function hintFor(value: unknown, expected: string): string {
  if (expected === EXPECTED_ACCOUNT_ID) return accountIdHint(value);
  if (typeof value !== 'string') return '';
  if (value.startsWith('#')) return 'The id is at the end of the details of the channel in Slack.';
  return expected === EXPECTED_ACTION ? didYouMean(value, ACTION_NAMES) : '';
}

/** YAML takes digits without quotes for a number, and drops the zeros at its beginning. */
function accountIdHint(value: unknown): string {
  if (typeof value === 'number') {
    const lost = value.toString().length < 12 ? ', and has dropped the zeros it began with' : '';
    return `YAML has read it as a number${lost}: write "${value.toString().padStart(12, '0')}"`;
  }
  return typeof value === 'string' && /^\d{4}-\d{4}-\d{4}$/.test(value)
    ? `Leave the hyphens out: "${value.replaceAll('-', '')}"`
    : '';
}
