import { z } from 'zod';

/** A parsed request of Slack: what Bolt calls the body. */
export type SlackBody = Readonly<Record<string, unknown>>;

const object = z.record(z.string(), z.unknown());

/** Interactions and events have a type, slash commands a command. Slack checks certificates with `ssl_check`. */
const slackBody = z.union([
  z.looseObject({ type: z.string() }),
  z.looseObject({ command: z.string() }),
  z.looseObject({ ssl_check: z.string() }),
]);

/**
 * Parses a request of Slack: a form, which for interactions has JSON in `payload`, or JSON for events. `undefined` for
 * anything else. (docs: "Handling user interaction", "The Events API")
 */
export function readSlackBody(raw: string, contentType: string): SlackBody | undefined {
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return checked(parseJson(raw));
  if (type !== 'application/x-www-form-urlencoded') return undefined;
  const fields = new URLSearchParams(raw);
  const payload = fields.get('payload');
  return checked(payload === null ? Object.fromEntries(fields) : parseJson(payload));
}

function checked(body: unknown): SlackBody | undefined {
  return slackBody.safeParse(body).success ? object.safeParse(body).data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
