import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sha256 } from '@smithy/core/checksum';
import { ServiceException } from '@smithy/core/client';
import { CONFIG_PREFIX_SEPARATOR, loadConfig } from '@smithy/core/config';
import { HttpRequest, parseUrl } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { z } from 'zod';
import { partitionOf } from '../partition.js';
import type { ClientSettings } from '../settings.js';

/**
 * Sends one call of the Recycle Bin's REST interface and returns the parsed body. Throws what an SDK client throws.
 *
 * Signed by hand: the published `@aws-sdk/client-rbin` is years older than the other clients, and two reads do not
 * justify its old dependencies. Endpoints and credentials come from where the SDK takes them.
 */
export interface RecycleBinClient {
  send(call: RecycleBinCall): Promise<unknown>;
}

export interface RecycleBinCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

const FIRST_DELAY_MS = 100;

export function createRecycleBinClient(settings: ClientSettings): RecycleBinClient {
  const { region, credentials, requestHandler, maxAttempts } = settings;
  const signer = new SignatureV4({ service: 'rbin', region, credentials, sha256: Sha256 });
  const endpoint = loadConfig(endpointSelectors(region));

  async function once(call: RecycleBinCall): Promise<Answer> {
    const { response } = await requestHandler.handle(await sign(call));
    return { status: response.statusCode, headers: response.headers, text: await textOf(response.body) };
  }

  async function sign({ method, path, body }: RecycleBinCall): Promise<HttpRequest> {
    const { protocol, hostname, port, path: base } = parseUrl(await endpoint());
    const request = new HttpRequest({
      method,
      protocol,
      hostname,
      ...(port === undefined ? {} : { port }),
      path: `${base.replace(/\/$/, '')}${path}`,
      headers: { host: port === undefined ? hostname : `${hostname}:${port}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    request.headers = (await signer.sign(request)).headers;
    return request;
  }

  return {
    async send(call) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await once(call);
        if (answer.status < 300) return jsonOf(answer.text);
        const worthRepeating = answer.status === 429 || answer.status >= 500;
        if (!worthRepeating || attempt >= maxAttempts) throw exceptionOf(answer);
        await sleep(FIRST_DELAY_MS * 2 ** attempt);
      }
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

async function textOf(body: unknown): Promise<string> {
  return body instanceof Readable ? text(body) : '';
}

const errorSchema = z.object({
  __type: z.string().optional(),
  Message: z.string().optional(),
  message: z.string().optional(),
});

function exceptionOf({ status, headers, text }: Answer): ServiceException {
  const body = errorSchema.safeParse(jsonOf(text)).data ?? {};
  const code = headers['x-amzn-errortype'] ?? body.__type ?? 'UnknownError';
  return new ServiceException({
    // As `com.amazonaws.rbin#AccessDeniedException:http://…`, of which only the middle is the code.
    name: code.replace(/^.*#/, '').replace(/:.*$/, ''),
    message: body.Message ?? body.message ?? `the Recycle Bin answered ${status}`,
    $fault: status >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode: status },
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The same places, in the same order, as the SDK's clients. (AWS SDKs Reference Guide, "Service-specific endpoints") */
function endpointSelectors(region: string): Parameters<typeof loadConfig<string>>[0] {
  return {
    // An empty variable is as good as none.
    environmentVariableSelector: (env) =>
      [env.AWS_ENDPOINT_URL_RBIN, env.AWS_ENDPOINT_URL].find((url) => url !== undefined && url !== ''),
    configFileSelector: (profile, config) => {
      const services = config?.[['services', profile.services].join(CONFIG_PREFIX_SEPARATOR)];
      return services?.[['rbin', 'endpoint_url'].join(CONFIG_PREFIX_SEPARATOR)] ?? profile.endpoint_url;
    },
    default: `https://rbin.${region}.${partitionOf(region).dnsSuffix}`,
  };
}
