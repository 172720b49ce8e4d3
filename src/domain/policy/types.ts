/** One line of the configuration's `approvals.rules`. The first that matches decides. */
export interface Rule {
  /** Names of operations, or `terminate`; `*` is any. */
  readonly action: readonly string[];
  /** Account names or ids, Regions, `public`, `unknown` (an account that is not in the directory). */
  readonly to?: readonly string[];
  /** Tags that the AMI must have; `*` as a value means any. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly inUse?: boolean;
  readonly effect: RuleEffect;
}

export type RuleEffect =
  | { readonly kind: 'auto' }
  | { readonly kind: 'refuse'; readonly message: string }
  | { readonly kind: 'approval'; readonly approvers: readonly Approver[]; readonly required: number };

/** A Slack user (`U…`, `W…`) or user group (`S…`). */
export type Approver = string;

/** The number of distinct people out of these that must approve. */
export interface Requirement {
  readonly approvers: readonly Approver[];
  readonly required: number;
  /** The number of the rule in the configuration, counted from 1. */
  readonly rule: number;
}

/** What the rules decide about one plan. If several rules apply, all of them must be satisfied. */
export type PolicyDecision =
  | { readonly kind: 'auto'; readonly rules: readonly number[] }
  | { readonly kind: 'approval'; readonly requirements: readonly Requirement[] }
  | { readonly kind: 'refused'; readonly reason: PolicyRefusal };

/** The effect that is not allowed: `share` with `444455556666`. */
interface NamedEffect {
  readonly action: string;
  readonly target?: string;
}

export type PolicyRefusal =
  /** A rule refuses, in its own words. */
  | ({ readonly code: 'refused-by-rule'; readonly rule: number; readonly message: string } & NamedEffect)
  | ({ readonly code: 'no-rule-matches' } & NamedEffect)
  /** The AMI is, or may be, in use, and no rule with `in_use` allows to take it away. */
  | { readonly code: 'in-use'; readonly inUse: 'yes' | 'unknown' };

/** The part of the configuration that the use cases need. Durations are in milliseconds. */
export interface ApprovalPolicy {
  readonly rules: readonly Rule[];
  readonly expireAfterMs: number;
  readonly remindAfterMs: number;
  readonly guests: GuestAccess;
}

/** What guests of the workspace may do: nothing, ask for information, or also create requests. They never approve. */
export type GuestAccess = 'refuse' | 'read' | 'request';
