/** One thing that is wrong with the environment or the configuration file. */
export interface Problem {
  /** What has to be changed: a variable's name, or a key like `accounts[1].id`. */
  readonly key: string;
  /** What was found there and what was expected. Never holds a secret. */
  readonly text: string;
}

export type Read<T> =
  { readonly kind: 'read'; readonly value: T } | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Where problems were found: the environment, or a file by its path. */
export interface ProblemSource {
  readonly name: string;
  readonly problems: readonly Problem[];
}

/** One message for people, with every problem on a line of its own. */
export function problemsText(sources: readonly ProblemSource[]): string {
  return sources
    .filter(({ problems }) => problems.length > 0)
    .flatMap(({ name, problems }) => [
      `${problems.length === 1 ? '1 problem' : `${problems.length} problems`} in ${name}:`,
      ...problems.map(({ key, text }) => `  ${key}: ${text}`),
    ])
    .join('\n');
}

/** The problem of a value that is not what it should be. */
export function mismatch(key: string, found: unknown, expected: string, hint = ''): Problem {
  return { key, text: `found ${describeFound(found)}, expected ${expected}${hint === '' ? '' : `. ${hint}`}` };
}

const LONGEST_SHOWN = 60;

/** A value in a few words, on one line. What looks like a token is not repeated. */
function describeFound(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return /x(ox[a-z]|app)-/i.test(value) ? 'a Slack token (not shown)' : quoted(value);
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  if (typeof value === 'boolean') return `${value}`;
  return Array.isArray(value) ? `a list of ${value.length}` : 'a mapping';
}

function quoted(text: string): string {
  const points = [...text];
  return JSON.stringify(points.length > LONGEST_SHOWN ? `${points.slice(0, LONGEST_SHOWN).join('')}…` : text);
}
