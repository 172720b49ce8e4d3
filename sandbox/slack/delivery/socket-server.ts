import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { readJson } from '../http/body.js';
import { isRecord } from '../rules/tree.js';
import { ACKNOWLEDGE_MS, type Delivery, type DeliveryResult } from './delivery.js';

/** Socket Mode, from Slack's side (docs: Using Socket Mode). */
export interface SocketServer {
  /** A path that opens one connection. */
  ticket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** From the first connection on, request URLs are not used. */
  isUsed(): boolean;
  deliver(delivery: Delivery): Promise<DeliveryResult>;
  /** Asks the app to reconnect, as Slack does every few hours. */
  refresh(): void;
  close(): void;
}

const TYPES = { command: 'slash_commands', interactive: 'interactive', event: 'events_api' } satisfies Record<
  Delivery['kind'],
  string
>;

/** Within the 30 seconds after which the client takes the connection for dead. */
const PING_MS = 10_000;

export function createSocketServer(appId: string, patienceMs = ACKNOWLEDGE_MS): SocketServer {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, (payload: unknown) => void>();
  let isUsed = false;
  let nextIndex = 0;
  const pings = setInterval(() => server.clients.forEach((client) => client.ping()), PING_MS).unref();

  function welcome(connection: WebSocket): void {
    isUsed = true;
    connection.on('message', (data) => acknowledged(data));
    // A broken connection closes automatically, and the client opens another.
    connection.on('error', () => connection.terminate());
    send(connection, { type: 'hello', num_connections: server.clients.size, connection_info: { app_id: appId } });
  }

  function acknowledged(data: RawData): void {
    const message = readJson(textOf(data));
    if (!isRecord(message) || typeof message.envelope_id !== 'string') return;
    const resolve = waiting.get(message.envelope_id);
    waiting.delete(message.envelope_id);
    resolve?.(message.payload);
  }

  function nextConnection(): WebSocket | undefined {
    const open = [...server.clients].filter((client) => client.readyState === WebSocket.OPEN);
    nextIndex += 1;
    return open[nextIndex % Math.max(open.length, 1)];
  }

  return {
    ticket: () => {
      const path = `/link/${randomUUID()}`;
      tickets.add(path);
      return path;
    },
    upgrade: (request, socket, head) => {
      const [path = ''] = (request.url ?? '').split('?');
      if (!tickets.delete(path)) return void socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      server.handleUpgrade(request, socket, head, welcome);
    },
    isUsed: () => isUsed,
    deliver: (delivery) => {
      const start = performance.now();
      const connection = nextConnection();
      if (connection === undefined) {
        return Promise.resolve({ kind: 'failed', why: 'no connection is open', reached: false, ms: 0 });
      }
      const id = randomUUID();
      return new Promise<DeliveryResult>((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          resolve({ kind: 'late', ms: performance.now() - start });
        }, patienceMs);
        waiting.set(id, (payload) => {
          clearTimeout(timer);
          resolve({ kind: 'acknowledged', body: responseBody(payload), ms: performance.now() - start });
        });
        send(connection, envelopeOf(id, delivery));
      });
    },
    refresh: () => {
      for (const client of server.clients) send(client, { type: 'disconnect', reason: 'refresh_requested' });
    },
    close: () => {
      clearInterval(pings);
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function envelopeOf(id: string, delivery: Delivery): object {
  return {
    envelope_id: id,
    type: TYPES[delivery.kind],
    payload: delivery.body,
    accepts_response_payload: delivery.kind !== 'event',
    ...(delivery.kind === 'event'
      ? { retry_attempt: delivery.retry?.number ?? 0, retry_reason: delivery.retry?.reason ?? '' }
      : {}),
  };
}

/** The client acknowledges with an empty payload where HTTP has an empty body. */
function responseBody(payload: unknown): unknown {
  return isRecord(payload) && Object.keys(payload).length > 0 ? payload : undefined;
}

function send(connection: WebSocket, message: object): void {
  connection.send(JSON.stringify(message));
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString();
}
