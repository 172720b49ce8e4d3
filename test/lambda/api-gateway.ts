import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { HttpResponse } from '../../src/lambda/events.js';

/** An HTTP API in front of a function, with events of payload format 2.0. */
export interface ApiGateway {
  readonly url: string;
  close(): Promise<void>;
}

/** API Gateway gives any body whose type it does not know as text in base64. Here all are, to be on the hard side. */
export function eventOf(request: {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}): unknown {
  const { method, path, headers = {}, body } = request;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: {
      'x-amzn-trace-id': 'Root=1-6925f3a0-0a1b2c3d4e5f60718293a4b5',
      'x-forwarded-proto': 'https',
      ...headers,
    },
    requestContext: {
      accountId: '999988887777',
      apiId: 'a1b2c3d4e5',
      domainName: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'Slackbot 1.0' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: '$default',
      stage: '$default',
      time: '26/Nov/2026:11:25:37 +0000',
      timeEpoch: 1_795_692_337_000,
    },
    ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined,
  };
}

export async function startApiGateway(handler: (event: unknown) => Promise<HttpResponse>): Promise<ApiGateway> {
  const server = createServer((request, response) => {
    void (async () => {
      const { statusCode, headers, body } = await handler(await eventFrom(request));
      response.writeHead(statusCode, headers).end(body);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function eventFrom(request: IncomingMessage): Promise<unknown> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  const body = request.method === 'POST' ? { body: await buffer(request) } : {};
  return eventOf({ method: request.method ?? '', path: request.url ?? '', headers, ...body });
}
