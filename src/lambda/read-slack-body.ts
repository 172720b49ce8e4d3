import { z } from 'zod';
import type { SlackBody } from './receiver.js';

const object = z.record(z.string(), z.unknown());

/**
 * What Slack sends: a form, which for interactions has all of it as JSON in `payload`, or JSON for events. Undefined for
 * anything else. (docs: "Handling user interaction", "The Events API")
 */
export function readSlackBody(raw: string, contentType: string): SlackBody | undefined {
  const [type] = contentType.split(';');
  if (type?.trim().toLowerCase() === 'application/json') return fromJson(raw);
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return undefined;
  const fields = new URLSearchParams(raw);
  const payload = fields.get('payload');
  return payload === null ? Object.fromEntries(fields) : fromJson(payload);
}

function fromJson(text: string): SlackBody | undefined {
  try {
    return object.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
