import { isValidSlackRequest } from '@slack/bolt';
import { setTimeout as pause } from 'node:timers/promises';
import type { Readiness } from '../server/health.js';
import { isFromTheFuture } from '../server/skew.js';
import type { Clock, Log } from '../workflows/ports.js';
import { httpRequest, type HandedOver, type HttpRequest, type HttpResponse } from './events.js';
import { readSlackBody } from './read-slack-body.js';
import type { Acknowledgement, SlackBody, SplitReceiver } from './receiver.js';

export interface SlackFunctionParts {
  readonly signingSecret: string;
  readonly receiver: Pick<SplitReceiver, 'acknowledge'>;
  /** Gives the rest of the work to the worker; resolves when it has been taken. */
  readonly handOver: (work: HandedOver) => Promise<void>;
  readonly readiness: () => Promise<Readiness>;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a listener may take to acknowledge; 2 seconds without, of the 3 that Slack gives. */
  readonly acknowledgeWithinMs?: number;
}

/** The function behind `/slack/events`, `/healthz` and `/readyz`: verifies, acknowledges, and hands over. */
export function createSlackFunction(parts: SlackFunctionParts): (event: unknown) => Promise<HttpResponse> {
  return async (event) => {
    const request = httpRequest.parse(event);
    const { method } = request.requestContext.http;
    if (method === 'GET' && request.rawPath === '/healthz') return json(200, { status: 'ok' });
    if (method === 'GET' && request.rawPath === '/readyz') {
      const readiness = await parts.readiness();
      return json(readiness.status === 'ok' ? 200 : 503, readiness);
    }
    if (method === 'POST' && request.rawPath === '/slack/events') return takeFromSlack(parts, request);
    return json(404, { status: 'not found' });
  };
}

async function takeFromSlack(parts: SlackFunctionParts, request: HttpRequest): Promise<HttpResponse> {
  // The signature is over the bytes: as UTF-8 they are the text that Slack signed, names and emoji included.
  const raw = request.isBase64Encoded ? Buffer.from(request.body, 'base64').toString('utf8') : request.body;
  if (!isFromSlack(parts, request, raw)) return json(401, { status: 'unauthorized' });
  const body = readSlackBody(raw, request.headers['content-type'] ?? '');
  if (body === undefined) return json(400, { status: 'not understood' });
  if ('ssl_check' in body) return json(200, {});
  if (body.type === 'url_verification') return json(200, { challenge: body.challenge });
  return respond(parts, body);
}

function isFromSlack({ signingSecret, clock }: SlackFunctionParts, { headers }: HttpRequest, raw: string): boolean {
  const timestamp = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (timestamp === undefined || signature === undefined || isFromTheFuture(timestamp, clock.now())) return false;
  return isValidSlackRequest({
    signingSecret,
    body: raw,
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) },
    nowMilliseconds: clock.now().getTime(),
  });
}

async function respond(parts: SlackFunctionParts, body: SlackBody): Promise<HttpResponse> {
  const late = pause(parts.acknowledgeWithinMs ?? 2_000, 'late' as const, { ref: false });
  const acknowledged = await Promise.race([parts.receiver.acknowledge(body), late]);
  if (acknowledged === undefined) return json(404, { status: 'not listened to' });
  if (acknowledged !== 'late' && isRefusedForm(acknowledged)) return answered(acknowledged);
  try {
    await parts.handOver({ kind: 'slack', body });
  } catch (error) {
    parts.log.error('a request of Slack could not be handed over', { error });
    return couldNot(body);
  }
  return acknowledged === 'late' ? text(200, '') : answered(acknowledged);
}

/** A form that stays open with its errors: there is nothing to do afterwards. */
function isRefusedForm({ answer }: Acknowledgement): boolean {
  return typeof answer === 'object' && answer !== null && Reflect.get(answer, 'response_action') === 'errors';
}

function answered({ answer }: Acknowledgement): HttpResponse {
  if (answer === undefined || typeof answer === 'string') return text(200, answer ?? '');
  return json(200, answer);
}

/** A command can be answered in words; whoever pressed a button or sent a form is told by Slack that it failed. */
function couldNot(body: SlackBody): HttpResponse {
  return 'command' in body
    ? text(200, 'That could not be taken just now, and nothing was requested. Please send it again.')
    : json(503, { status: 'unavailable' });
}

function text(statusCode: number, body: string): HttpResponse {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }, body };
}

function json(statusCode: number, body: unknown): HttpResponse {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(body) };
}
