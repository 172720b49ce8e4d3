import type { z } from 'zod';

/** Something in a message or view that Slack does not allow. */
export interface Violation {
  /** Where: a JSON pointer, as in Slack's `response_metadata.messages`. */
  readonly pointer: string;
  readonly problem: string;
  /** Slack refuses the call; without it Slack would show something that must never be shown. */
  readonly isRejected: boolean;
}

/** As Slack words it: `[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]`. */
export function violationLine({ pointer, problem }: Violation): string {
  return `[ERROR] ${problem} [json-pointer:${pointer}]`;
}

/** The issues of a schema with a value, in Slack's words. `at` is the pointer to the value. */
export function shapeViolations(schema: z.ZodType, value: unknown, at: string): readonly Violation[] {
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? [] : result.error.issues.map((issue) => toViolation(issue, at));
}

/** A text that Slack takes and shows, but that no app should send. */
export function textViolation(pointer: string, problem: string): Violation {
  return { pointer, problem, isRejected: false };
}

export function rejection(pointer: string, problem: string): Violation {
  return { pointer, problem, isRejected: true };
}

function toViolation(issue: z.core.$ZodIssue, at: string): Violation {
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    const [missing = ''] = issue.path.slice(-1);
    return rejection(toPointer(at, issue.path.slice(0, -1)), `missing required field: ${String(missing)}`);
  }
  return rejection(toPointer(at, issue.path), problemText(issue));
}

function problemText(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `invalid additional property: ${issue.keys.join(', ')}`;
  if (issue.code === 'too_big') return tooBig(issue.origin, Number(issue.maximum));
  if (issue.code === 'too_small') return tooSmall(issue.origin, Number(issue.minimum));
  if (issue.code === 'invalid_union') return 'unsupported type';
  if (issue.code === 'invalid_value') return `must be a valid enum value: ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

function tooBig(origin: string, max: number): string {
  if (origin === 'string') return `must be less than ${max + 1} characters`;
  return origin === 'array' ? `no more than ${max} items allowed` : `must be at most ${max}`;
}

function tooSmall(origin: string, min: number): string {
  if (origin === 'string') return `must be more than ${min - 1} characters`;
  return origin === 'array' ? `must provide at least ${min} items` : `must be at least ${min}`;
}

function toPointer(at: string, path: readonly PropertyKey[]): string {
  return `${at}${path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}
