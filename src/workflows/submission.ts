import type { NotSettled } from './located.js';
import type { Planned } from './operations/contract.js';
import type { Plan } from './plan/types.js';
import type { RulingRefusal } from './policy/types.js';
import type { Request } from './request/types.js';

/** What becomes of asking for something. */
export type Submission =
  | { readonly kind: 'submitted'; readonly request: Request }
  /** The same thing is already asked for and pending: this one. */
  | { readonly kind: 'duplicate'; readonly request: Request }
  | Refused
  | { readonly kind: 'forbidden'; readonly plan: Plan; readonly reason: RulingRefusal }
  | NotSettled;

/** It cannot or must not be done, whatever the rules say. */
export type Refused = Planned & { readonly kind: 'refused' };
