import { createHash } from 'node:crypto';
import { canonicalJson } from '../model/canonical-json.js';
import type { Plan } from './types.js';

/**
 * Returns 32 hexadecimal digits that name a plan with everything that approvers are shown of it: steps, calls, findings
 * and evidence. The same before and after the plan was stored. A button that approves carries it.
 */
export function planDigest(plan: Plan): string {
  return createHash('sha256').update(canonicalJson(plan)).digest('hex').slice(0, 32);
}
