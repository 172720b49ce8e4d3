import { type Directory, findAccountById } from '../model/directory.js';
import { type Effect, effectsOf, type JudgedPlan } from '../plan/effects.js';
import type { PolicyInput, Target } from '../plan/types.js';
import { removesAccess } from './reach.js';
import type { PolicyDecision, PolicyRefusal, Requirement, Rule } from './types.js';

/** The part of a plan that the rules see: its effects, and what they depend on. */
export type EvaluationInput = JudgedPlan;

/** What one effect is judged by. */
export type EffectInput = Pick<PolicyInput, 'tags' | 'inUse'>;

/** A rule with its number in the configuration, counted from 1. */
export interface NumberedRule {
  readonly rule: Rule;
  readonly number: number;
}

/** Which rule decides an effect of a plan, and why not an earlier one. */
export interface RuleMatch {
  readonly effect: Effect;
  /** The first rule that matches. Absent where none does. */
  readonly deciding?: NumberedRule;
  /** The rules before it, or all of them, in their order. */
  readonly skipped: readonly (NumberedRule & { readonly mismatch: Mismatch })[];
}

/** The first condition of a rule that an effect does not meet. */
export type Mismatch =
  | 'action'
  | 'target'
  | 'tags'
  /** The rule is for AMIs in use, or for those not in use, and this one is not so. */
  | 'in-use'
  /** What is, or may be, in use is taken away only under a rule that names `in_use`. */
  | 'in-use-not-allowed';

/** Goes through the rules for each effect of a plan, in the order in which they decide. */
export function explainDecision(
  rules: readonly Rule[],
  plan: EvaluationInput,
  directory: Directory,
): readonly RuleMatch[] {
  return effectsOf(plan).map((effect) => matchRules(rules, effect, plan.policyInput, directory));
}

/** Goes through the rules for one effect. */
export function matchRules(
  rules: readonly Rule[],
  effect: Effect,
  input: EffectInput,
  directory: Directory,
): RuleMatch {
  const skipped: RuleMatch['skipped'][number][] = [];
  for (const [index, rule] of rules.entries()) {
    const mismatch = findMismatch(rule, effect, input, directory);
    if (mismatch === undefined) return { effect, deciding: { rule, number: index + 1 }, skipped };
    skipped.push({ rule, number: index + 1, mismatch });
  }
  return { effect, skipped };
}

function findMismatch(
  rule: Rule,
  { action, target }: Effect,
  { tags, inUse }: EffectInput,
  directory: Directory,
): Mismatch | undefined {
  const used = inUse !== 'no';
  if (!rule.action.includes('*') && !rule.action.includes(action)) return 'action';
  if (!matchesTarget(rule, target, directory)) return 'target';
  if (!hasTags(rule, tags)) return 'tags';
  if (rule.inUse === undefined)
    return removesAccess(action) && used && isAllowing(rule) ? 'in-use-not-allowed' : undefined;
  return rule.inUse === used ? undefined : 'in-use';
}

/** A rule that refuses needs no `in_use` to refuse what takes away an AMI in use. */
function isAllowing({ effect }: Rule): boolean {
  return effect.kind !== 'refuse';
}

function hasTags({ tags: wanted = {} }: Rule, tags: EffectInput['tags']): boolean {
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
 * For each effect the first matching rule decides, and the requirements add up: a permissive rule for one effect never
 * carries another along. No match refuses. An AMI that is, or may be, in use is taken away only under a rule with
 * `in_use`.
 */
export function evaluatePolicy(rules: readonly Rule[], plan: EvaluationInput, directory: Directory): PolicyDecision {
  return decideMatches(explainDecision(rules, plan, directory), plan.policyInput);
}

/** What the rules decide about effects together. */
export function decideMatches(ruleMatches: readonly RuleMatch[], input: EffectInput): PolicyDecision {
  const deciding: NumberedRule[] = [];
  for (const match of ruleMatches) {
    if (match.deciding === undefined) return { kind: 'refused', reason: noMatchReason(match, input) };
    const { rule, number } = match.deciding;
    if (rule.effect.kind === 'refuse') {
      const { message } = rule.effect;
      return { kind: 'refused', reason: { code: 'refused-by-rule', rule: number, message, ...effectName(match) } };
    }
    deciding.push(match.deciding);
  }
  return combineRequirements(deciding);
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

function noMatchReason(match: RuleMatch, { inUse }: EffectInput): PolicyRefusal {
  if (removesAccess(match.effect.action) && inUse !== 'no') return { code: 'in-use', inUse };
  return { code: 'no-rule-matches', ...effectName(match) };
}

function effectName({ effect: { action, target } }: RuleMatch): { readonly action: string; readonly target?: string } {
  return target === undefined ? { action } : { action, target: targetName(target) };
}
