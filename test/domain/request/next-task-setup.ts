import type { Request, StepProgress } from '../../../src/domain/request/types.js';
import { plan, request, step, t } from '../../workflows/builders.js';

export const copy = step('copy');
export const share = step('share', { after: ['copy'] });
export const clean = step('clean', { cleanup: { stepId: 'copy', unlessDone: 'copy' } });
export const other = step('other');

export function progress(state: StepProgress['state'], overrides: Partial<StepProgress> = {}): StepProgress {
  return { state, attempts: 0, startedAt: t(1), ...overrides };
}

export function running(steps: Request['steps'], all = [copy, share, clean, other]): Request {
  return request({ status: 'running', plan: plan({ steps: all }), steps });
}
