import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.js';
import { respondJson, type ResponseHeaders } from '../http/respond.js';
import { readBody, readFields } from '../http/body.js';
import { respondRateLimited, injectFault } from '../http/inject-fault.js';
import { SlackError } from '../slack-error.js';
import { requireScope, type Method } from './method.js';
import { METHODS } from './methods.js';

const BY_NAME: ReadonlyMap<string, Method> = new Map(METHODS.map((method) => [method.name, method]));

type Fields = Readonly<Record<string, unknown>>;

/** Serves one call of the Web API, as Slack does: 200 with `ok: false` for an error. */
export async function serveApi(
  core: Core,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fields = readFields(request, await readBody(request));
  if (fields === undefined) {
    respondJson(response, 200, { ok: false, error: 'invalid_json' });
    return;
  }
  const { token: bodyToken, ...args } = fields;
  const token = bearerToken(request) ?? (typeof bodyToken === 'string' ? bodyToken : undefined);
  core.callLog.record({ method: name, args });

  const fault = core.faults.take(name);
  if (fault !== undefined) {
    injectFault(response, fault, () => runMethod(core, name, token, args));
    return;
  }
  const wait = core.rateLimits.count(name);
  if (wait !== undefined) {
    respondRateLimited(response, wait);
    return;
  }
  respondJson(response, 200, runMethod(core, name, token, args), scopesOf(core, name, token));
}

function runMethod(core: Core, name: string, token: string | undefined, args: Fields): Fields {
  try {
    const method = BY_NAME.get(name);
    if (method === undefined) {
      core.callLog.recordViolation('unknown-method', name);
      throw new SlackError('unknown_method', [], { req_method: name });
    }
    checkToken(core, method, token);
    requireScope(core, name, method.scopes);
    return { ok: true, ...method.run(core, args) };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const { error: word, messages, details } = error;
    return { ok: false, error: word, ...details, ...(messages.length > 0 ? { response_metadata: { messages } } : {}) };
  }
}

function checkToken(core: Core, method: Method, token: string | undefined): void {
  if (token === undefined) throw new SlackError('not_authed');
  const { tokens } = core;
  if (token === (method.token === 'bot' ? tokens.bot() : tokens.app())) return;
  const isTheOther = token === (method.token === 'bot' ? tokens.app() : tokens.bot());
  if (isTheOther) throw new SlackError('not_allowed_token_type');
  throw new SlackError(tokens.wasRevoked(token) ? 'token_revoked' : 'invalid_auth');
}

/** The scopes of the token and of the method. Slack returns both with every response to a valid token. */
function scopesOf(core: Core, name: string, token: string | undefined): ResponseHeaders {
  if (token === undefined || token !== core.tokens.bot()) return {};
  return {
    'x-oauth-scopes': core.store.seed.app.scopes.join(','),
    'x-accepted-oauth-scopes': BY_NAME.get(name)?.scopes.join(',') ?? '',
  };
}

function bearerToken(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
