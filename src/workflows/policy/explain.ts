import { accountOf, type Directory } from '../facts/directory.js';
import type { Plan, Target } from '../plan/types.js';
import type { Rule } from './types.js';

/** What of a plan the rules look at. */
export type Judged = Pick<Plan, 'operation' | 'scope'>;

/** A rule with its number in the configuration, counted from 1. */
export interface Numbered {
  readonly rule: Rule;
  readonly number: number;
}

/** Which rule decides a plan for one of its targets, and why not an earlier one. */
export interface Match {
  /** Absent for an operation that touches only the AMI itself. */
  readonly target?: Target;
  /** The first rule that matches; absent where none does. */
  readonly deciding?: Numbered;
  /** The rules before it, or all of them, in their order. */
  readonly passed: readonly (Numbered & { readonly because: Mismatch })[];
}

/** The first condition of a rule that a plan does not meet. */
export type Mismatch =
  | 'action'
  | 'target'
  | 'tags'
  /** The rule is for AMIs in use, or for those not in use, and this one is not so. */
  | 'in-use'
  /** What is, or may be, in use is taken away only by a rule that names `in_use`. */
  | 'does-not-name-in-use';

/** Goes through the rules for each target of a plan, in the order in which they decide. */
export function explain(rules: readonly Rule[], plan: Judged, directory: Directory): readonly Match[] {
  const targets: readonly (Target | undefined)[] = plan.scope.targets.length === 0 ? [undefined] : plan.scope.targets;
  return targets.map((target) => matchOf(rules, plan, target, directory));
}

function matchOf(rules: readonly Rule[], plan: Judged, target: Target | undefined, directory: Directory): Match {
  const passed: Match['passed'][number][] = [];
  const about = target === undefined ? {} : { target };
  for (const [index, rule] of rules.entries()) {
    const because = mismatch(rule, plan, target, directory);
    if (because === undefined) return { ...about, deciding: { rule, number: index + 1 }, passed };
    passed.push({ rule, number: index + 1, because });
  }
  return { ...about, passed };
}

function mismatch(rule: Rule, plan: Judged, target: Target | undefined, directory: Directory): Mismatch | undefined {
  const { tags, inUse, takesAway } = plan.scope;
  const used = inUse !== 'no';
  if (!rule.action.includes('*') && !rule.action.includes(plan.operation)) return 'action';
  if (!reaches(rule, target, directory)) return 'target';
  if (!hasTags(rule, tags)) return 'tags';
  if (rule.inUse === undefined) return takesAway && used ? 'does-not-name-in-use' : undefined;
  return rule.inUse === used ? undefined : 'in-use';
}

function hasTags({ tags: wanted = {} }: Rule, tags: Judged['scope']['tags']): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => Object.hasOwn(tags, key) && (value === '*' || tags[key] === value),
  );
}

function reaches({ to }: Rule, target: Target | undefined, directory: Directory): boolean {
  if (to === undefined) return true;
  return target !== undefined && namesOf(target, directory).some((name) => to.includes(name));
}

/** Every word of the configuration that means this target. */
function namesOf(target: Target, directory: Directory): readonly string[] {
  switch (target.kind) {
    case 'account': {
      const account = accountOf(directory, target.id);
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

/** A target as the rules and people name it: the id, the ARN, the Region, `public`. */
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
