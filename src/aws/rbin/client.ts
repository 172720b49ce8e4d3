import { z } from 'zod';
import { partitionOf } from '../partition.js';
import type { ClientSettings } from '../clients/settings.js';
import { createSigV4Client, toServiceException, type SigV4Response } from '../clients/sigv4.js';

/**
 * Sends one call of the Recycle Bin's REST interface and returns the parsed body. Throws what an SDK client throws.
 *
 * Signed here: the published `@aws-sdk/client-rbin` is years older than the other clients, and two reads do not justify
 * its old dependencies.
 */
export interface RecycleBinClient {
  send(call: RecycleBinCall): Promise<unknown>;
}

interface RecycleBinCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export function createRecycleBinClient(settings: ClientSettings): RecycleBinClient {
  const { region } = settings;
  const url = `https://rbin.${region}.${partitionOf(region).dnsSuffix}`;
  const client = createSigV4Client(settings, { name: 'rbin', url });
  return {
    async send({ method, path, body }) {
      const response = await client.send({
        method,
        path,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (response.status >= 300) throw toServiceFailure(response);
      return parseJsonBody(response.text);
    },
  };
}

const errorSchema = z.object({
  __type: z.string().optional(),
  Message: z.string().optional(),
  message: z.string().optional(),
});

function toServiceFailure(response: SigV4Response): Error {
  const body = errorSchema.safeParse(parseJsonBody(response.text)).data ?? {};
  const code = response.headers['x-amzn-errortype'] ?? body.__type ?? 'UnknownError';
  // As `com.amazonaws.rbin#AccessDeniedException:http://…`, of which only the middle is the code.
  const name = code.replace(/^.*#/, '').replace(/:.*$/, '');
  return toServiceException(
    response,
    name,
    body.Message ?? body.message ?? `the Recycle Bin answered ${response.status}`,
  );
}

function parseJsonBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
