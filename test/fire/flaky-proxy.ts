import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What happens to a request on its way: `lost` takes effect, and its answer never comes. */
export type ProxyFault = 'throttled' | 'away' | 'lost' | 'conflict';

/** Stands before DynamoDB and lets requests through, but for those that are to go wrong. */
export interface FlakyProxy {
  readonly url: string;
  /** The next so many calls of an operation (`PutItem`, or `*`). */
  injectFault(operation: string, mishap: ProxyFault, times: number): void;
  clear(): void;
  close(): Promise<void>;
}

export async function startFlakyProxy(target: string): Promise<FlakyProxy> {
  let faults: { readonly operation: string; readonly mishap: ProxyFault; left: number }[] = [];

  function takeFault(request: IncomingMessage): ProxyFault | undefined {
    const operation = String(request.headers['x-amz-target']).split('.').pop();
    const found = faults.find((each) => each.left > 0 && (each.operation === '*' || each.operation === operation));
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.mishap;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = takeFault(request);
    const body = await buffer(request);
    if (fault === 'away') return void request.socket.destroy();
    if (fault === 'throttled') {
      respondWithError(response, 'ThrottlingException', 'Rate exceeded');
      return;
    }
    if (fault === 'conflict') {
      respondWithError(response, 'ConditionalCheckFailedException', 'The conditional request failed');
      return;
    }
    const answer = await forwardRequest(target, request, body);
    if (fault === 'lost') return void request.socket.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    injectFault: (operation, fault, times) => void faults.push({ operation, mishap: fault, left: times }),
    clear: () => {
      faults = [];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function forwardRequest(
  target: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  const sent = forward(target + (url ?? '/'), { method, headers });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 500, headers: response.headers, body: await buffer(response) };
}

function respondWithError(response: ServerResponse, code: string, message: string): void {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message });
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
}
