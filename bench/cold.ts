import { z } from 'zod';
import { signedCommand } from './slack-requests.js';

const lambda = z.object({
  handler: z.custom<(event: unknown, context: unknown, callback: () => void) => Promise<unknown>>(
    (value) => typeof value === 'function',
  ),
});
const response = z.object({ statusCode: z.literal(200) });

/** A cold start: loads a function, lets it acknowledge one command, and tells its parent how long it all took. */
export async function runCold(file: string): Promise<void> {
  const loaded: unknown = await import(file);
  const { handler } = lambda.parse(loaded);
  const { body, headers } = signedCommand('help', 'http://127.0.0.1/response');
  const event = {
    version: '2.0',
    rawPath: '/slack/events',
    path: '/slack/events',
    headers,
    requestContext: { http: { method: 'POST' } },
    httpMethod: 'POST',
    isBase64Encoded: false,
    body,
  };
  response.parse(await handler(event, {}, () => undefined));
  // From the start of the process.
  process.send?.(performance.now(), () => process.exit());
}
