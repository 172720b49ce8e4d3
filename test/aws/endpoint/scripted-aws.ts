import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An endpoint that answers as a test says and remembers what it was asked: for what lies below the wire protocols. */
export interface ScriptedAws {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

export interface ReceivedRequest {
  /** `<access key>/<date>/<region>/<service>`, from the signature. */
  readonly scope: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Script = (asked: ReceivedRequest) => Reply | 'hang-up' | 'silence';

export async function startScriptedAws(script: Script): Promise<ScriptedAws> {
  const requests: ReceivedRequest[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const [, scope = ''] = /Credential=(.*?)\/aws4_request/.exec(request.headers.authorization ?? '') ?? [];
    const call = {
      scope,
      method: request.method ?? '',
      path: request.url ?? '',
      parameters: new URLSearchParams(body),
      body,
    };
    requests.push(call);
    const reply = script(call);
    if (reply === 'silence') return;
    if (reply === 'hang-up') {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, { 'content-type': 'text/xml', ...reply.headers }).end(reply.body);
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function ec2Error(code: string, status: number): Reply {
  return {
    status,
    body: `<Response><Errors><Error><Code>${code}</Code><Message>words</Message></Error></Errors><RequestID>r</RequestID></Response>`,
  };
}

export function ec2Response(operation: string, inner = ''): Reply {
  return { status: 200, body: `<${operation}Response><requestId>r</requestId>${inner}</${operation}Response>` };
}

export function assumedRole(accessKeyId: string): Reply {
  const credentials =
    `<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>` +
    '<Expiration>2099-01-01T00:00:00Z</Expiration>';
  return {
    status: 200,
    body: `<AssumeRoleResponse><AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  };
}
