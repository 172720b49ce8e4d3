import type { UnresolvedSubject } from '../resolve/unresolved.js';
import type { PlanResult } from '../../domain/operations/contract.js';
import type { Plan } from '../../domain/plan/types.js';
import type { PolicyRefusal } from '../../domain/policy/types.js';
import type { Request } from '../../domain/request/types.js';

/** What becomes of asking for something. */
export type Submission =
  | { readonly kind: 'submitted'; readonly request: Request }
  /** The same thing is already asked for and pending: this one. */
  | { readonly kind: 'duplicate'; readonly request: Request }
  | RefusedSubmission
  | { readonly kind: 'forbidden'; readonly plan: Plan; readonly reason: PolicyRefusal }
  | UnresolvedSubject;

/** The operation cannot or must not run, whatever the rules say. */
export type RefusedSubmission = PlanResult & { readonly kind: 'refused' };
