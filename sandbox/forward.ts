import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';

const PATHS = ['/slack/events', '/healthz', '/readyz'];

/**
 * Forwards the app's own routes to the app, so that everything has one address. Returns whether it handled the request.
 */
export function forwardTo(port: () => number | undefined) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (!PATHS.includes(path)) return false;
    const { method, url, headers } = request;
    const forwarded = send({ host: '127.0.0.1', port: port(), method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.once('error', () => {
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: 'unavailable', reason: 'the app does not run' }));
    });
    request.pipe(forwarded);
    return true;
  };
}
