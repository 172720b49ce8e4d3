import { omitUndefined } from '../../domain/model/omit-undefined.js';
import type { ClientSettings } from './settings.js';
import { Sha256 } from '@smithy/core/checksum';
import { ServiceException } from '@smithy/core/client';
import { CONFIG_PREFIX_SEPARATOR, loadConfig } from '@smithy/core/config';
import { HttpRequest, parseUrl } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Sends requests with a signature of our own, to services of which one or two reads are used. Endpoints and credentials
 * come from the SDK's sources. Throws what an SDK client throws if no response arrives. The caller interprets the
 * response.
 */
export interface SigV4Client {
  send(call: SigV4Request): Promise<SigV4Response>;
}

interface SigV4Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface SigV4Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface SigV4Service {
  /** As it is signed for, and as settings of the SDK spell it: `rbin`. */
  readonly name: string;
  /** The endpoint without a setting. */
  readonly url: string;
}

const FIRST_DELAY_MS = 100;

export function createSigV4Client(settings: ClientSettings, { name, url }: SigV4Service): SigV4Client {
  const { region, credentials, requestHandler, maxAttempts } = settings;
  // No path that is sent has characters that S3 escapes differently.
  const signer = new SignatureV4({ service: name, region, credentials, sha256: Sha256 });
  const endpoint = loadConfig(endpointSelectors(name, url));

  async function once(call: SigV4Request): Promise<SigV4Response> {
    const { response } = await requestHandler.handle(await sign(call));
    return { status: response.statusCode, headers: response.headers, text: await readText(response.body) };
  }

  async function sign({ method, path, query = {}, headers = {}, body }: SigV4Request): Promise<HttpRequest> {
    const { protocol, hostname, port, path: base } = parseUrl(await endpoint());
    const request = new HttpRequest({
      method,
      protocol,
      hostname,
      ...omitUndefined({ port }),
      path: `${base.replace(/\/$/, '')}${path}`,
      query: { ...query },
      headers: { host: port === undefined ? hostname : `${hostname}:${port}`, ...headers },
      ...omitUndefined({ body }),
    });
    request.headers = (await signer.sign(request)).headers;
    return request;
  }

  return {
    async send(call) {
      for (let attempt = 1; ; attempt += 1) {
        const response = await once(call);
        const isRetryable = response.status === 429 || response.status >= 500;
        if (!isRetryable || attempt >= maxAttempts) return response;
        await sleep(FIRST_DELAY_MS * 2 ** attempt);
      }
    },
  };
}

/** The exception that an SDK client would throw for a failed response. */
export function toServiceException({ status }: SigV4Response, name: string, message: string): ServiceException {
  return new ServiceException({
    name,
    message,
    $fault: status >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode: status },
  });
}

async function readText(body: unknown): Promise<string> {
  return body instanceof Readable ? text(body) : '';
}

/** The same places, in the same order, as the SDK's clients. (AWS SDKs Reference Guide, "Service-specific endpoints") */
function endpointSelectors(service: string, url: string): Parameters<typeof loadConfig<string>>[0] {
  return {
    // An empty variable is as good as none.
    environmentVariableSelector: (env) =>
      [env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`], env.AWS_ENDPOINT_URL].find(
        (found) => found !== undefined && found !== '',
      ),
    configFileSelector: (profile, config) => {
      const services = config?.[['services', profile.services].join(CONFIG_PREFIX_SEPARATOR)];
      return services?.[[service, 'endpoint_url'].join(CONFIG_PREFIX_SEPARATOR)] ?? profile.endpoint_url;
    },
    default: url,
  };
}

/**
 * The text of the first element with a name. `undefined` if there is none. For responses without markup in their texts.
 */
export function xmlText(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}
