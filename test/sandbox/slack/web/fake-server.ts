import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import type { PageState } from '../../../../sandbox/slack/page-api.js';

/** What the page sent to a route. */
export interface Posted {
  readonly route: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface FakeServer {
  readonly url: string;
  readonly posted: readonly Posted[];
  /** Tells every page that something changed. */
  changed(): void;
  /** Empties `posted`. */
  forget(): void;
  close(): Promise<void>;
}

export interface FakeServerOptions {
  /** Where the built page is. */
  readonly directory: string;
  readonly stateOf: (userId: string | null) => PageState;
  /** Answers what the page posts; `{ok: true}` where nothing else is said. */
  readonly answer?: (posted: Posted) => object | undefined;
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const API = '/sandbox/api/';
const bodySchema = z.record(z.string(), z.unknown());

/** Serves the page and plays the routes of `page-api.ts`, for tests of the page alone. */
export async function startFakeServer(options: FakeServerOptions): Promise<FakeServer> {
  const posted: Posted[] = [];
  const watchers = new Set<ServerResponse>();

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    if (!url.pathname.startsWith(API)) {
      await serveFile(options.directory, url.pathname, response);
      return;
    }
    const route = url.pathname.slice(API.length);
    if (route === 'events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
      watchers.add(response);
      response.on('close', () => watchers.delete(response));
      return;
    }
    if (route === 'state') {
      sendJson(response, options.stateOf(url.searchParams.get('as')));
      return;
    }
    const sent = { route, body: bodySchema.parse(await json(request)) };
    posted.push(sent);
    sendJson(response, options.answer?.(sent) ?? { ok: true });
    changed();
  }

  function changed(): void {
    for (const watcher of watchers) watcher.write('data: changed\n\n');
  }

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    posted,
    changed,
    forget: () => {
      posted.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sendJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function serveFile(directory: string, path: string, response: ServerResponse): Promise<void> {
  const name = path === '/' ? '/index.html' : path;
  const content = await readFile(join(directory, name)).catch(() => undefined);
  if (content === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' }).end(content);
}
