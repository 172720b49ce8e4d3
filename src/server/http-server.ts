import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../workflows/ports/clock-and-ids.js';
import type { Readiness } from './health.js';
import { isFromTheFuture } from './clock-skew.js';

export interface HttpServerOptions {
  readonly port: number;
  /** The address to listen on; all of them without. */
  readonly host?: string | undefined;
  readonly clock: Clock;
  readonly readiness: () => Promise<Readiness>;
  /** All counts, in the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
  /** What takes Slack's signed requests, once there is something; none in Socket Mode. */
  readonly slackRequests: () => RequestListener | undefined;
}

export interface HttpServer {
  /** The port that it listens on. With port 0 the system chooses one. */
  readonly port: number;
  /** Takes no new connections, and resolves when the requests in progress are answered. */
  stop(): Promise<void>;
}

/** Longer than load balancers keep an idle connection, so that they never reuse one that is being closed. */
const KEEP_ALIVE_MS = 65_000;

/** Serves `/healthz`, `/readyz`, `/metrics` and, in HTTP mode, `/slack/events`. Rejects when the port cannot be had. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  let isStopping = false;
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 10_000 }, (request, response) => {
    // A connection that becomes idle after `stop` would otherwise keep the process for its keep-alive time.
    response.once('close', () => isStopping && server.closeIdleConnections());
    route(options, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: options.host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: boundPort(server.address()),
    stop: () =>
      new Promise((resolve) => {
        isStopping = true;
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function route(options: HttpServerOptions, request: IncomingMessage, response: ServerResponse): void {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const [path] = (request.url ?? '').split('?');
  if (reads && path === '/healthz') return respond(response, 200, { status: 'ok' });
  if (reads && path === '/readyz') return respondWithReadiness(response, options.readiness);
  if (reads && path === '/metrics') return respondWithMetrics(response, options.metrics);
  if (request.method === 'POST' && path === '/slack/events') return forwardToSlackReceiver(options, request, response);
  return respond(response, 404, { status: 'not found' });
}

function respondWithReadiness(response: ServerResponse, readiness: () => Promise<Readiness>): void {
  readiness().then(
    (state) => respond(response, state.status === 'ok' ? 200 : 503, state),
    () => respond(response, 503, { status: 'unavailable', reason: 'the check itself failed' }),
  );
}

function respondWithMetrics(response: ServerResponse, metrics: HttpServerOptions['metrics']): void {
  metrics().then(
    (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
    () => respond(response, 503, { status: 'unavailable' }),
  );
}

function forwardToSlackReceiver(options: HttpServerOptions, request: IncomingMessage, response: ServerResponse): void {
  const take = options.slackRequests();
  if (take === undefined) return respond(response, 503, { status: 'unavailable' });
  if (isFromTheFuture(request.headers['x-slack-request-timestamp'], options.clock.now())) {
    return respond(response, 401, { status: 'unauthorized' });
  }
  take(request, response);
}

function respond(response: ServerResponse, status: number, body: object): void {
  // The body of a refused request is not read: the connection cannot be used again.
  if (status >= 400) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function boundPort(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
