import { z } from 'zod';
import { partitionOf } from '../partition.js';
import type { ClientSettings } from '../settings.js';
import { createSignedClient, exceptionOf, type SignedAnswer } from '../signed/client.js';

/**
 * Sends one call of the Recycle Bin's REST interface and returns the parsed body. Throws what an SDK client throws.
 *
 * Signed by hand: the published `@aws-sdk/client-rbin` is years older than the other clients, and two reads do not
 * justify its old dependencies.
 */
export interface RecycleBinClient {
  send(call: RecycleBinCall): Promise<unknown>;
}

export interface RecycleBinCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export function createRecycleBinClient(settings: ClientSettings): RecycleBinClient {
  const { region } = settings;
  const url = `https://rbin.${region}.${partitionOf(region).dnsSuffix}`;
  const client = createSignedClient(settings, { name: 'rbin', url });
  return {
    async send({ method, path, body }) {
      const answer = await client.send({
        method,
        path,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (answer.status >= 300) throw failureOf(answer);
      return jsonOf(answer.text);
    },
  };
}

const errorSchema = z.object({
  __type: z.string().optional(),
  Message: z.string().optional(),
  message: z.string().optional(),
});

function failureOf(answer: SignedAnswer): Error {
  const body = errorSchema.safeParse(jsonOf(answer.text)).data ?? {};
  const code = answer.headers['x-amzn-errortype'] ?? body.__type ?? 'UnknownError';
  // As `com.amazonaws.rbin#AccessDeniedException:http://…`, of which only the middle is the code.
  const name = code.replace(/^.*#/, '').replace(/:.*$/, '');
  return exceptionOf(answer, name, body.Message ?? body.message ?? `the Recycle Bin answered ${answer.status}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
