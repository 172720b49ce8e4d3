import type { IncomingMessage, ServerResponse } from 'node:http';
import { postResponse } from './message-responses.js';
import type { Core } from './core.js';
import { respondJson, respondText } from './http/respond.js';
import { readBody, readFields } from './http/body.js';
import { injectFault } from './http/inject-fault.js';
import { SlackError } from './slack-error.js';

const METHOD = 'response_url';

/** Takes a post to a response URL. */
export async function serveResponseUrl(
  core: Core,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const args = readFields(request, await readBody(request)) ?? {};
  core.callLog.record({ method: METHOD, args });
  const fault = core.faults.take(METHOD);
  if (fault !== undefined) {
    injectFault(response, fault, () => applyResponse(core, path, args));
    return;
  }
  const refused = applyResponse(core, path, args);
  if (refused === undefined) {
    respondText(response, 200, 'ok');
    return;
  }
  respondJson(response, refused.status, { ok: false, error: refused.error });
}

function applyResponse(
  core: Core,
  path: string,
  args: Readonly<Record<string, unknown>>,
): { readonly status: number; readonly error: string } | undefined {
  const use = core.responseUrls.use(path);
  if (use.kind === 'refused') {
    core.callLog.recordViolation('response-url', `${use.error}: 5 posts within 30 minutes`);
    return { status: 404, error: use.error };
  }
  try {
    postResponse(core, METHOD, use.origin, args);
    return undefined;
  } catch (error) {
    if (error instanceof SlackError) return { status: 400, error: error.error };
    throw error;
  }
}
