import { setTimeout as pause } from 'node:timers/promises';
import type { Readiness } from '../server/health.js';
import { readSlackBody, type SlackBody } from '../server/slack-body.js';
import { isSignedBySlack } from '../server/slack-signature.js';
import type { Clock } from '../workflows/ports/clock-and-ids.js';
import type { Log } from '../workflows/ports/log.js';
import { httpRequest, type WorkerEvent, type HttpRequest, type HttpResponse } from './events.js';
import type { Acknowledgement, SplitReceiver } from './receiver.js';

export interface SlackFunctionOptions {
  readonly signingSecret: string;
  readonly receiver: Pick<SplitReceiver, 'acknowledge'>;
  /** Gives the rest of the work to the worker; resolves when it has been taken. */
  readonly invokeWorker: (work: WorkerEvent) => Promise<void>;
  readonly readiness: () => Promise<Readiness>;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a listener may take to acknowledge; 2 seconds without, of the 3 that Slack gives. */
  readonly acknowledgeWithinMs?: number;
}

/** The function behind `/slack/events`, `/healthz` and `/readyz`: verifies, acknowledges, and invokes the worker. */
export function createSlackFunction(dependencies: SlackFunctionOptions): (event: unknown) => Promise<HttpResponse> {
  return async (event) => {
    const request = httpRequest.parse(event);
    const { method } = request.requestContext.http;
    if (method === 'GET' && request.rawPath === '/healthz') return jsonResponse(200, { status: 'ok' });
    if (method === 'GET' && request.rawPath === '/readyz') {
      const readiness = await dependencies.readiness();
      return jsonResponse(readiness.status === 'ok' ? 200 : 503, readiness);
    }
    if (method === 'POST' && request.rawPath === '/slack/events') return handleSlackRequest(dependencies, request);
    return jsonResponse(404, { status: 'not found' });
  };
}

async function handleSlackRequest(dependencies: SlackFunctionOptions, request: HttpRequest): Promise<HttpResponse> {
  // The signature covers the bytes: as UTF-8 they are the text that Slack signed, including names and emoji.
  const raw = request.isBase64Encoded ? Buffer.from(request.body, 'base64').toString('utf8') : request.body;
  const signature = {
    timestamp: request.headers['x-slack-request-timestamp'],
    signature: request.headers['x-slack-signature'],
  };
  if (!isSignedBySlack(raw, signature, dependencies.signingSecret, dependencies.clock.now()))
    return jsonResponse(401, { status: 'unauthorized' });
  const contentType = request.headers['content-type'] ?? '';
  const body = readSlackBody(raw, contentType);
  if (body === undefined) return jsonResponse(400, { status: 'cannot be read' });
  if ('ssl_check' in body) return jsonResponse(200, {});
  if (body.type === 'url_verification') return jsonResponse(200, { challenge: body.challenge });
  const { timestamp = '', signature: signedWith = '' } = signature;
  return respond(dependencies, body, { kind: 'slack', body: raw, contentType, timestamp, signature: signedWith });
}

async function respond(dependencies: SlackFunctionOptions, body: SlackBody, work: WorkerEvent): Promise<HttpResponse> {
  const late = pause(dependencies.acknowledgeWithinMs ?? 2_000, 'late' as const, { ref: false });
  const acknowledging = dependencies.receiver.acknowledge(body).catch((error: unknown) => {
    dependencies.log.warn('a request could not be dispatched', { error });
    return 'unreadable' as const;
  });
  const acknowledged = await Promise.race([acknowledging, late]);
  if (acknowledged === 'unreadable') return jsonResponse(400, { status: 'cannot be read' });
  // No listener wants it: Slack would show an error, or send an event again.
  if (acknowledged === undefined) return textResponse(200, '');
  if (acknowledged !== 'late' && hasFormErrors(acknowledged)) return toHttpResponse(acknowledged);
  try {
    await dependencies.invokeWorker(work);
  } catch (error) {
    dependencies.log.error('a request of Slack was not passed on', { error });
    return handOverFailedResponse(body);
  }
  return acknowledged === 'late' ? textResponse(200, '') : toHttpResponse(acknowledged);
}

/** A form that stays open with its errors: there is nothing to do afterwards. */
function hasFormErrors({ response }: Acknowledgement): boolean {
  return typeof response === 'object' && response !== null && Reflect.get(response, 'response_action') === 'errors';
}

function toHttpResponse({ response }: Acknowledgement): HttpResponse {
  if (response === undefined || typeof response === 'string') return textResponse(200, response ?? '');
  return jsonResponse(200, response);
}

/** A command can be answered with text. For a button or a form Slack itself reports the failure. */
function handOverFailedResponse(body: SlackBody): HttpResponse {
  return 'command' in body
    ? textResponse(200, 'That could not be taken just now, and nothing was requested. Please send it again.')
    : jsonResponse(503, { status: 'unavailable' });
}

function textResponse(statusCode: number, body: string): HttpResponse {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }, body };
}

function jsonResponse(statusCode: number, body: unknown): HttpResponse {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(body) };
}
