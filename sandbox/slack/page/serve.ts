import type { IncomingMessage, ServerResponse } from 'node:http';
import { ZodError } from 'zod';
import type { Core } from '../core.js';
import { respondJson } from '../http/respond.js';
import { readBody, readJson } from '../http/body.js';
import { streamChanges } from './events.js';
import { pageState } from './page-state.js';
import { PAGE_ROUTES } from './routes.js';

/** Below `/sandbox/api/`: the requests of the page. */
export async function servePageApi(
  core: Core,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isSameOrigin(request)) {
    respondJson(response, 403, { error: 'The workspace is for this machine only.' });
    return;
  }
  const name = url.pathname.slice('/sandbox/api/'.length);
  if (request.method === 'GET') {
    if (name === 'state') {
      respondJson(response, 200, pageState(core, url.searchParams.get('as') ?? ''), NO_STORE);
      return;
    }
    if (name === 'events') {
      streamChanges(core, response);
      return;
    }
  }
  const route = request.method === 'POST' ? PAGE_ROUTES[name] : undefined;
  if (route === undefined) {
    respondJson(response, 404, { error: `There is no ${request.method ?? ''} ${name}.` });
    return;
  }
  try {
    respondJson(response, 200, await route(core, readJson(await readBody(request))));
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    respondJson(response, 400, { error: 'The body is not what page-api.ts says.' });
  }
}

const NO_STORE = { 'cache-control': 'no-store' };

/**
 * Other sites in the same browser must not act here: the requested host is this machine's (no DNS rebinding), and the
 * requesting page is this one.
 */
function isSameOrigin({ headers: { host = '', origin } }: IncomingMessage): boolean {
  const isLoopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
  return isLoopback && (origin === undefined || origin === `http://${host}`);
}
