import type { ServerResponse } from 'node:http';

export type Headers = Readonly<Record<string, string>>;

export function answerJson(response: ServerResponse, status: number, body: object, headers: Headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

export function answerText(response: ServerResponse, status: number, body: string, headers: Headers = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
  response.end(body);
}
