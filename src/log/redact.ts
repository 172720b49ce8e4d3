import type { LogFields } from '../workflows/ports/log.js';

const REDACTED = '[redacted]';

/** Fields that are never written, whatever they contain. */
const SECRET_KEYS =
  /token|secret|password|authorization|cookie|signature|response_?url|trigger_?id|credential|access_?key|external_?id/i;

/** Tokens of Slack, addresses that accept answers in Slack's name, tickets of sockets, and keys of AWS. */
const SECRET_TEXTS: readonly RegExp[] = [
  /x(?:ox[a-z]|app)-[\w.-]+/gi,
  /https?:\/\/[^\s"'<>]*\/(?:commands|actions|response|services)\/[^\s"'<>]+/gi,
  /wss?:\/\/[^\s"'<>]+/gi,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /Bearer\s+[^\s"']+/gi,
];

const MAX_DEPTH = 4;
const MAX_TEXT_LENGTH = 2_000;

/** Fields as they may be written: without secrets, and errors as their name, message, code, stack and cause. */
export function redactFields(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, redactField(key, value, 0)]));
}

/** A text as it may be written. */
export function redactText(text: string): string {
  const redacted = SECRET_TEXTS.reduce((rest, secret) => rest.replace(secret, REDACTED), text);
  return redacted.length > MAX_TEXT_LENGTH ? `${redacted.slice(0, MAX_TEXT_LENGTH)}…` : redacted;
}

function redactField(key: string, value: unknown, depth: number): unknown {
  return SECRET_KEYS.test(key) && value !== undefined ? REDACTED : redactValue(value, depth);
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactField(key, inner, depth + 1)]));
}

function redactError(error: Error, depth: number): Readonly<Record<string, unknown>> {
  return {
    name: error.name,
    message: redactText(error.message),
    ...('code' in error ? { code: redactValue(error.code, depth + 1) } : {}),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: redactValue(error.cause, depth + 1) }),
  };
}
