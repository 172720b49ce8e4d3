import { performance } from 'node:perf_hooks';
import { readJson } from '../http/body.js';
import { ACKNOWLEDGE_MS, type Delivery, type DeliveryResult } from './delivery.js';
import { signatureHeaders } from './signature.js';

export interface HttpDelivery {
  deliver(delivery: Delivery): Promise<DeliveryResult>;
}

export interface HttpDeliveryOptions {
  readonly signingSecret: string;
  /** The app's request URL, once it is known. */
  readonly requestUrl: () => string | undefined;
  readonly patienceMs?: number | undefined;
}

/** Sends to the app by HTTP, signed, and waits for the answer as long as Slack does. */
export function createHttpDelivery(options: HttpDeliveryOptions): HttpDelivery {
  const { signingSecret, requestUrl, patienceMs = ACKNOWLEDGE_MS } = options;
  return {
    async deliver(delivery) {
      const start = performance.now();
      const url = requestUrl();
      if (url === undefined) return { kind: 'failed', why: 'the app has no request URL', reached: false, ms: 0 };
      const timeout = AbortSignal.timeout(patienceMs);
      try {
        const content = signedContent(delivery, signingSecret);
        const response = await fetch(url, { method: 'POST', ...content, signal: timeout });
        const text = await response.text();
        const ms = performance.now() - start;
        if (!response.ok) return { kind: 'failed', why: `it answered ${response.status}`, reached: true, ms };
        return { kind: 'acknowledged', body: text === '' ? undefined : (readJson(text) ?? text), ms };
      } catch {
        const ms = performance.now() - start;
        if (timeout.aborted) return { kind: 'late', ms };
        return { kind: 'failed', why: 'it could not be reached', reached: false, ms };
      }
    },
  };
}

function signedContent(
  delivery: Delivery,
  secret: string,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const { body, type } = contentOf(delivery);
  // The app compares with its own clock, which no test can change: a signature is always of this very moment.
  const seconds = Math.floor(Date.now() / 1000);
  return { body, headers: { 'content-type': type, ...signatureHeaders(secret, body, seconds), ...retryOf(delivery) } };
}

function contentOf(delivery: Delivery): { readonly body: string; readonly type: string } {
  const form = 'application/x-www-form-urlencoded';
  switch (delivery.kind) {
    case 'command':
      return { body: new URLSearchParams(delivery.body).toString(), type: form };
    case 'interactive':
      return { body: new URLSearchParams({ payload: JSON.stringify(delivery.body) }).toString(), type: form };
    case 'event':
      return { body: JSON.stringify(delivery.body), type: 'application/json' };
  }
}

function retryOf(delivery: Delivery): Readonly<Record<string, string>> {
  if (delivery.kind !== 'event' || delivery.retry === undefined) return {};
  return { 'x-slack-retry-num': String(delivery.retry.number), 'x-slack-retry-reason': delivery.retry.reason };
}
