import { type Directory, findAccountById } from '../model/directory.js';
import type { Plan, Target } from '../plan/types.js';
import type { PolicyDecision, Requirement, Rule } from './types.js';

/** The part of a plan that the rules see. */
export type EvaluationInput = Pick<Plan, 'operation' | 'policyInput'>;

/** A rule with its number in the configuration, counted from 1. */
export interface NumberedRule {
  readonly rule: Rule;
  readonly number: number;
}

/** Which rule decides a plan for one of its targets, and why not an earlier one. */
export interface RuleMatch {
  /** Absent for an operation that touches only the AMI itself. */
  readonly target?: Target;
  /** The first rule that matches; absent where none does. */
  readonly deciding?: NumberedRule;
  /** The rules before it, or all of them, in their order. */
  readonly skipped: readonly (NumberedRule & { readonly mismatch: Mismatch })[];
}

/** The first condition of a rule that a plan does not meet. */
export type Mismatch =
  | 'action'
  | 'target'
  | 'tags'
  /** The rule is for AMIs in use, or for those not in use, and this one is not so. */
  | 'in-use'
  /** What is, or may be, in use is taken away only by a rule that names `in_use`. */
  | 'in-use-not-allowed';

/** Goes through the rules for each target of a plan, in the order in which they decide. */
export function explainDecision(
  rules: readonly Rule[],
  plan: EvaluationInput,
  directory: Directory,
): readonly RuleMatch[] {
  const targets: readonly (Target | undefined)[] =
    plan.policyInput.targets.length === 0 ? [undefined] : plan.policyInput.targets;
  return targets.map((target) => matchRules(rules, plan, target, directory));
}

function matchRules(
  rules: readonly Rule[],
  plan: EvaluationInput,
  target: Target | undefined,
  directory: Directory,
): RuleMatch {
  const skipped: RuleMatch['skipped'][number][] = [];
  const about = target === undefined ? {} : { target };
  for (const [index, rule] of rules.entries()) {
    const mismatch = findMismatch(rule, plan, target, directory);
    if (mismatch === undefined) return { ...about, deciding: { rule, number: index + 1 }, skipped };
    skipped.push({ rule, number: index + 1, mismatch });
  }
  return { ...about, skipped };
}

function findMismatch(
  rule: Rule,
  plan: EvaluationInput,
  target: Target | undefined,
  directory: Directory,
): Mismatch | undefined {
  const { tags, inUse, removesAccess } = plan.policyInput;
  const used = inUse !== 'no';
  if (!rule.action.includes('*') && !rule.action.includes(plan.operation)) return 'action';
  if (!matchesTarget(rule, target, directory)) return 'target';
  if (!hasTags(rule, tags)) return 'tags';
  if (rule.inUse === undefined) return removesAccess && used ? 'in-use-not-allowed' : undefined;
  return rule.inUse === used ? undefined : 'in-use';
}

function hasTags({ tags: wanted = {} }: Rule, tags: EvaluationInput['policyInput']['tags']): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => Object.hasOwn(tags, key) && (value === '*' || tags[key] === value),
  );
}

function matchesTarget({ to }: Rule, target: Target | undefined, directory: Directory): boolean {
  if (to === undefined) return true;
  return target !== undefined && namesOf(target, directory).some((name) => to.includes(name));
}

/** Every word of the configuration that means this target. */
function namesOf(target: Target, directory: Directory): readonly string[] {
  switch (target.kind) {
    case 'account': {
      const account = findAccountById(directory, target.id);
      return account === undefined ? [target.id, 'unknown'] : [target.id, account.name];
    }
    case 'organization':
      return [target.arn, 'unknown'];
    case 'region':
      return [target.region];
    case 'public':
      return ['public'];
  }
}

/** A target as rules and users name it: the id, the ARN, the Region, `public`. */
export function targetName(target: Target): string {
  switch (target.kind) {
    case 'account':
      return target.id;
    case 'organization':
      return target.arn;
    case 'region':
      return target.region;
    case 'public':
      return 'public';
  }
}

/**
 * Evaluates the rules for a plan.
 *
 * For each target the first matching rule decides. A share with two accounts must satisfy the rules for either, so that
 * a permissive rule for one account never carries another along. No match refuses. An AMI that is, or may be, in use is
 * taken away only under a rule with `in_use`.
 */
export function evaluatePolicy(rules: readonly Rule[], plan: EvaluationInput, directory: Directory): PolicyDecision {
  const matches: NumberedRule[] = [];
  for (const { deciding, target } of explainDecision(rules, plan, directory)) {
    if (deciding === undefined) return { kind: 'refused', reason: noMatchReason(plan, target) };
    const { rule, number } = deciding;
    if (rule.effect.kind === 'refuse') {
      return { kind: 'refused', reason: { code: 'refused-by-rule', rule: number, message: rule.effect.message } };
    }
    matches.push(deciding);
  }
  return combineRequirements(matches);
}

function combineRequirements(matches: readonly NumberedRule[]): PolicyDecision {
  const distinct = [...new Map(matches.map((match) => [match.number, match])).values()];
  const requirements = distinct.flatMap(({ rule: { effect }, number }): Requirement[] =>
    effect.kind === 'approval' ? [{ approvers: effect.approvers, required: effect.required, rule: number }] : [],
  );
  return requirements.length === 0
    ? { kind: 'auto', rules: distinct.map(({ number }) => number) }
    : { kind: 'approval', requirements };
}

function noMatchReason(
  plan: EvaluationInput,
  target: Target | undefined,
): (PolicyDecision & { kind: 'refused' })['reason'] {
  const { inUse, removesAccess } = plan.policyInput;
  if (removesAccess && inUse !== 'no') return { code: 'in-use', inUse };
  return target === undefined ? { code: 'no-rule-matches' } : { code: 'no-rule-matches', target: targetName(target) };
}
