import type { ServerResponse } from 'node:http';

export type ResponseHeaders = Readonly<Record<string, string>>;

export function respondJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: ResponseHeaders = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

export function respondText(
  response: ServerResponse,
  status: number,
  body: string,
  headers: ResponseHeaders = {},
): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
  response.end(body);
}
