import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.js';
import { answerJson, type Headers } from '../http/answer.js';
import { readBody, readFields } from '../http/body.js';
import { answerRateLimited, strikeCall } from '../http/struck.js';
import { Refused } from '../refused.js';
import { requireScope, type Method } from './method.js';
import { METHODS } from './methods.js';

const BY_NAME: ReadonlyMap<string, Method> = new Map(METHODS.map((method) => [method.name, method]));

type Fields = Readonly<Record<string, unknown>>;

/** Answers one call of the Web API, as Slack does: 200 and `ok: false` for what is refused. */
export async function serveApi(
  core: Core,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fields = readFields(request, await readBody(request));
  if (fields === undefined) {
    answerJson(response, 200, { ok: false, error: 'invalid_json' });
    return;
  }
  const { token: inBody, ...args } = fields;
  const token = bearerOf(request) ?? (typeof inBody === 'string' ? inBody : undefined);
  core.journal.record({ method: name, args });

  const fault = core.faults.strike(name);
  if (fault !== undefined) {
    strikeCall(response, fault, () => answerOf(core, name, token, args));
    return;
  }
  const wait = core.rateLimits.count(name);
  if (wait !== undefined) {
    answerRateLimited(response, wait);
    return;
  }
  answerJson(response, 200, answerOf(core, name, token, args), scopesOf(core, name, token));
}

function answerOf(core: Core, name: string, token: string | undefined, args: Fields): Fields {
  try {
    const method = BY_NAME.get(name);
    if (method === undefined) {
      core.journal.violate('unknown-method', name);
      throw new Refused('unknown_method', [], { req_method: name });
    }
    checkToken(core, method, token);
    requireScope(core, name, method.scopes);
    return { ok: true, ...method.run(core, args) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { error: word, messages, more } = error;
    return { ok: false, error: word, ...more, ...(messages.length > 0 ? { response_metadata: { messages } } : {}) };
  }
}

function checkToken(core: Core, method: Method, token: string | undefined): void {
  if (token === undefined) throw new Refused('not_authed');
  const { tokens } = core;
  if (token === (method.token === 'bot' ? tokens.bot() : tokens.app())) return;
  const isTheOther = token === (method.token === 'bot' ? tokens.app() : tokens.bot());
  if (isTheOther) throw new Refused('not_allowed_token_type');
  throw new Refused(tokens.wasRevoked(token) ? 'token_revoked' : 'invalid_auth');
}

/** What the token may do, and what the method asks for; Slack says so on every answer to a good token. */
function scopesOf(core: Core, name: string, token: string | undefined): Headers {
  if (token === undefined || token !== core.tokens.bot()) return {};
  return {
    'x-oauth-scopes': core.store.seed.app.scopes.join(','),
    'x-accepted-oauth-scopes': BY_NAME.get(name)?.scopes.join(',') ?? '',
  };
}

function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
