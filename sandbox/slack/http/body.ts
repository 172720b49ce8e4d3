import type { IncomingMessage } from 'node:http';
import { isRecord } from '../rules/tree.js';

export class BodyTooLarge extends Error {}

const MAX_BYTES = 4 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_BYTES) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The fields of a JSON object or of a form, by the content type; undefined when the body is neither. */
export function readFields(request: IncomingMessage, body: string): Readonly<Record<string, unknown>> | undefined {
  if (request.headers['content-type']?.startsWith('application/json') !== true) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  const value = readJson(body);
  return isRecord(value) ? value : undefined;
}

/** The value of a JSON text; undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
