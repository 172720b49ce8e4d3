import type { ServerResponse } from 'node:http';
import type { FaultKind } from '../faults.js';
import { respondJson, respondText } from './respond.js';

/** Responds to a call with an injected fault. `effect` is what the call does. Only a lost response lets it happen. */
export function injectFault(response: ServerResponse, fault: FaultKind, effect: () => unknown): void {
  switch (fault.is) {
    case 'rate-limited':
      return respondRateLimited(response, fault.retryAfter);
    case 'status':
      return respondText(response, fault.status, '');
    case 'error':
      return respondJson(response, 200, { ok: false, error: fault.error });
    case 'silent':
      return;
    case 'lost-answer':
      effect();
      response.destroy();
  }
}

export function respondRateLimited(response: ServerResponse, retryAfter: number): void {
  respondJson(response, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(retryAfter) });
}
