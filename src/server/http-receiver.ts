import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { ReceiverMultipleAckError, type App, type Logger, type Receiver } from '@slack/bolt';
import { readSlackBody, type SlackBody } from './slack-body.js';
import { isSignedBySlack } from './slack-signature.js';

export interface HttpReceiverOptions {
  readonly signingSecret: string;
  readonly logger: Logger;
  /** The time after which a request is answered in any case; 2.5 seconds without, of the 3 that Slack gives. */
  readonly answerWithinMs?: number;
}

export interface HttpReceiver extends Receiver {
  readonly requestListener: RequestListener;
}

/** Slack's requests are at most a few hundred kilobytes: a view is limited to 250. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Takes Slack's signed requests for a Bolt app, and answers every request in time: with 4xx what is not signed or not a
 * payload of Slack, with 200 what no listener acknowledges. Bolt's own receiver ends the process for a body of `null`,
 * and leaves unknown payloads without an answer.
 */
export function createHttpReceiver({
  signingSecret,
  logger,
  answerWithinMs = 2_500,
}: HttpReceiverOptions): HttpReceiver {
  let app: App | undefined;

  async function handle(request: IncomingMessage, respond: Respond): Promise<Answer> {
    const raw = await readBody(request);
    if (raw === undefined) return { status: 413 };
    const { headers } = request;
    const signature = {
      timestamp: headerOf(headers['x-slack-request-timestamp']),
      signature: headerOf(headers['x-slack-signature']),
    };
    if (!isSignedBySlack(raw, signature, signingSecret, new Date())) return { status: 401 };
    const body = readSlackBody(raw, headers['content-type'] ?? '');
    if (body === undefined) return { status: 400 };
    if ('ssl_check' in body) return { status: 200 };
    if (body.type === 'url_verification') return { status: 200, content: { challenge: body.challenge } };
    await dispatch(body, respond);
    // No listener acknowledged it: Slack would show an error, or send an event again.
    return { status: 200 };
  }

  async function dispatch(body: SlackBody, respond: Respond): Promise<void> {
    let isAcknowledged = false;
    await app?.processEvent({
      body,
      ack(response?: unknown): Promise<void> {
        if (isAcknowledged) return Promise.reject(new ReceiverMultipleAckError());
        isAcknowledged = true;
        respond({ status: 200, content: response });
        return Promise.resolve();
      },
    });
  }

  return {
    init(boltApp) {
      app = boltApp;
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    requestListener(request, response) {
      const respond = respondOnce(response);
      const timer = setTimeout(() => {
        logger.warn('a request from Slack was not acknowledged in time');
        // What was not even received is not Slack's.
        respond({ status: request.complete ? 200 : 408 });
      }, answerWithinMs);
      response.once('close', () => clearTimeout(timer));
      handle(request, respond).then(respond, (error: unknown) => {
        logger.warn('a request could not be dispatched', error);
        respond({ status: 400 });
      });
    },
  };
}

interface Answer {
  readonly status: number;
  readonly content?: unknown;
}

type Respond = (answer: Answer) => void;

/** The first answer counts. A refused body is not read to its end: its connection cannot be used again. */
function respondOnce(response: ServerResponse): Respond {
  return ({ status, content }) => {
    if (response.headersSent || response.destroyed) return;
    const connection = status >= 400 ? { connection: 'close' } : {};
    if (content === undefined || typeof content === 'string') {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...connection }).end(content ?? '');
    } else {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...connection });
      response.end(JSON.stringify(content));
    }
  };
}

/** `undefined` if it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function headerOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
