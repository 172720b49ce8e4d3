import { closest, distance } from 'fastest-levenshtein';

/** A hint naming the word that was probably meant, or nothing when none is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return '';
  const match = closest(word.toLowerCase(), candidates);
  return distance(word.toLowerCase(), match) <= Math.max(2, Math.floor(word.length / 3))
    ? `Did you mean ${match}?`
    : '';
}

/** One thing that is wrong with the environment or the configuration file. */
export interface ConfigProblem {
  /** What has to be changed: a variable's name, or a key like `accounts[1].id`. */
  readonly key: string;
  /** What was found and what was expected. Never contains a secret. */
  readonly text: string;
}

export type ReadResult<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'invalid'; readonly problems: readonly ConfigProblem[] };

/** Where problems were found: the environment, or a file by its path. */
export interface ProblemSource {
  readonly name: string;
  readonly problems: readonly ConfigProblem[];
}

/** One message for the operator, with one line per problem. */
export function formatProblems(sources: readonly ProblemSource[]): string {
  return sources
    .filter(({ problems }) => problems.length > 0)
    .flatMap(({ name, problems }) => [
      `${problems.length === 1 ? '1 problem' : `${problems.length} problems`} in ${name}:`,
      ...problems.map(({ key, text }) => `  ${key}: ${text}`),
    ])
    .join('\n');
}

/** The problem of an invalid value. */
export function mismatch(key: string, found: unknown, expected: string, hint = ''): ConfigProblem {
  return { key, text: `found ${describeFound(found)}, expected ${expected}${hint === '' ? '' : `. ${hint}`}` };
}

const MAX_SHOWN_LENGTH = 60;

/** A value in a few words, on one line. What looks like a token is not repeated. */
function describeFound(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string')
    return /x(ox[a-z]|app)-/i.test(value) ? 'a Slack token (not shown)' : quoteTruncated(value);
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  if (typeof value === 'boolean') return `${value}`;
  return Array.isArray(value) ? `a list of ${value.length}` : 'a mapping';
}

function quoteTruncated(text: string): string {
  const points = [...text];
  return JSON.stringify(points.length > MAX_SHOWN_LENGTH ? `${points.slice(0, MAX_SHOWN_LENGTH).join('')}…` : text);
}
