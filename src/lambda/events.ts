import { z } from 'zod';

/** A request to the HTTP API, payload format 2.0. (API Gateway Developer Guide, "AWS Lambda proxy integrations") */
export const httpRequest = z.object({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
  body: z.string().default(''),
  isBase64Encoded: z.boolean(),
});

export type HttpRequest = z.infer<typeof httpRequest>;

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * What the function for Slack leaves to the worker: a request that it acknowledged, as Slack sent and signed it. The
 * worker verifies it again, since others may have the permission to invoke it.
 */
const workerEvent = z.object({
  kind: z.literal('slack'),
  body: z.string(),
  contentType: z.string(),
  timestamp: z.string(),
  signature: z.string(),
});

/** Sent by the schedules of the template. */
const pollEvent = z.object({ kind: z.literal('poll') });
const digestEvent = z.object({ kind: z.literal('digest') });

/** From the table's stream. Its content does not matter: the table is polled for due work. */
const streamEvent = z
  .object({ Records: z.array(z.object({ eventSource: z.literal('aws:dynamodb') })).min(1) })
  .transform((): z.infer<typeof pollEvent> => ({ kind: 'poll' }));

export const workerInput = z.union([workerEvent, pollEvent, digestEvent, streamEvent]);

export type WorkerEvent = z.infer<typeof workerEvent>;
