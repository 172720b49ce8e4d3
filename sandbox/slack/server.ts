import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { serveApi } from './api/serve.js';
import type { Core } from './core.js';
import type { SocketServer } from './delivery/socket-server.js';
import { respondJson, respondText } from './http/respond.js';
import { BodyTooLarge } from './http/body.js';
import { servePage } from './page/files.js';
import { servePageApi } from './page/serve.js';
import { serveResponseUrl } from './response-server.js';

export interface ServerParts {
  readonly core: Core;
  readonly socket: SocketServer;
  /** Where the built page is. */
  readonly pageDirectory: string;
  /** Handles requests that the workspace does not serve. Returns whether it did. */
  readonly fallbackHandler?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
}

/** The HTTP side of the workspace, not yet listening. */
export function createWorkspaceServer(dependencies: ServerParts): Server {
  const server = createServer(listener(dependencies));
  server.on('upgrade', (request, socket, head) => dependencies.socket.upgrade(request, socket, head));
  return server;
}

function listener(dependencies: ServerParts): RequestListener {
  return (request, response) => {
    route(dependencies, request, response).catch((error: unknown) => {
      if (error instanceof BodyTooLarge) return respondText(response, 413, '', { connection: 'close' });
      // A connection that breaks while it is read cannot be answered.
      if (response.destroyed || request.destroyed) return;
      respondJson(response, 500, { ok: false, error: 'fatal_error', detail: String(error) });
    });
  };
}

async function route(dependencies: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { core } = dependencies;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const { pathname } = url;
  if (pathname.startsWith('/api/')) return serveApi(core, pathname.slice('/api/'.length), request, response);
  if (pathname.startsWith('/response/')) return serveResponseUrl(core, pathname, request, response);
  if (pathname.startsWith('/sandbox/api/')) return servePageApi(core, url, request, response);
  if (dependencies.fallbackHandler?.(request, response) === true) return;
  if (request.method === 'GET') return servePage(dependencies.pageDirectory, pathname, response);
  respondText(response, 404, 'Not found');
}
