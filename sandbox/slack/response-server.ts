import type { IncomingMessage, ServerResponse } from 'node:http';
import { giveAnswer } from './answers.js';
import type { Core } from './core.js';
import { answerJson, answerText } from './http/answer.js';
import { readBody, readFields } from './http/body.js';
import { strikeCall } from './http/struck.js';
import { Refused } from './refused.js';

const METHOD = 'response_url';

/** Takes a post to a response URL. */
export async function serveResponseUrl(
  core: Core,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const args = readFields(request, await readBody(request)) ?? {};
  core.journal.record({ method: METHOD, args });
  const fault = core.faults.strike(METHOD);
  if (fault !== undefined) {
    strikeCall(response, fault, () => refusalOf(core, path, args));
    return;
  }
  const refused = refusalOf(core, path, args);
  if (refused === undefined) {
    answerText(response, 200, 'ok');
    return;
  }
  answerJson(response, refused.status, { ok: false, error: refused.error });
}

function refusalOf(
  core: Core,
  path: string,
  args: Readonly<Record<string, unknown>>,
): { readonly status: number; readonly error: string } | undefined {
  const use = core.responseUrls.use(path);
  if (use.kind === 'refused') {
    core.journal.violate('response-url', `${use.error}: 5 posts within 30 minutes`);
    return { status: 404, error: use.error };
  }
  try {
    giveAnswer(core, METHOD, use.origin, args);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return { status: 400, error: error.error };
    throw error;
  }
}
