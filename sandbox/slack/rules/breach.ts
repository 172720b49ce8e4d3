import type { z } from 'zod';

/** Something in a message or view that Slack does not allow. */
export interface Breach {
  /** Where: a JSON pointer, as in Slack's `response_metadata.messages`. */
  readonly pointer: string;
  readonly problem: string;
  /** Slack refuses the call; without it Slack would show something that must never be shown. */
  readonly refused: boolean;
}

/** As Slack words it: `[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]`. */
export function breachLine({ pointer, problem }: Breach): string {
  return `[ERROR] ${problem} [json-pointer:${pointer}]`;
}

/** What a schema has against a value, in Slack's words; `at` is the pointer to the value itself. */
export function shapeBreaches(schema: z.ZodType, value: unknown, at: string): readonly Breach[] {
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? [] : result.error.issues.map((issue) => breachOf(issue, at));
}

/** A text that Slack takes and shows, but that no app should send. */
export function textBreach(pointer: string, problem: string): Breach {
  return { pointer, problem, refused: false };
}

export function refusal(pointer: string, problem: string): Breach {
  return { pointer, problem, refused: true };
}

function breachOf(issue: z.core.$ZodIssue, at: string): Breach {
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    const [missing = ''] = issue.path.slice(-1);
    return refusal(pointerTo(at, issue.path.slice(0, -1)), `missing required field: ${String(missing)}`);
  }
  return refusal(pointerTo(at, issue.path), problemOf(issue));
}

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `invalid additional property: ${issue.keys.join(', ')}`;
  if (issue.code === 'too_big') return tooBig(issue.origin, Number(issue.maximum));
  if (issue.code === 'too_small') return tooSmall(issue.origin, Number(issue.minimum));
  if (issue.code === 'invalid_union') return 'unsupported type';
  if (issue.code === 'invalid_value') return `must be a valid enum value: ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

function tooBig(origin: string, most: number): string {
  if (origin === 'string') return `must be less than ${most + 1} characters`;
  return origin === 'array' ? `no more than ${most} items allowed` : `must be at most ${most}`;
}

function tooSmall(origin: string, least: number): string {
  if (origin === 'string') return `must be more than ${least - 1} characters`;
  return origin === 'array' ? `must provide at least ${least} items` : `must be at least ${least}`;
}

function pointerTo(at: string, path: readonly PropertyKey[]): string {
  return `${at}${path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}
