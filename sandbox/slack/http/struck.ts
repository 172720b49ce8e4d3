import type { ServerResponse } from 'node:http';
import type { FaultKind } from '../faults.js';
import { answerJson, answerText } from './answer.js';

/** Answers a call that a fault strikes. `effect` is what the call does; only a lost answer lets it happen. */
export function strikeCall(response: ServerResponse, fault: FaultKind, effect: () => unknown): void {
  switch (fault.is) {
    case 'rate-limited':
      return answerRateLimited(response, fault.retryAfter);
    case 'status':
      return answerText(response, fault.status, '');
    case 'error':
      return answerJson(response, 200, { ok: false, error: fault.error });
    case 'silent':
      return;
    case 'lost-answer':
      effect();
      response.destroy();
  }
}

export function answerRateLimited(response: ServerResponse, retryAfter: number): void {
  answerJson(response, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(retryAfter) });
}
