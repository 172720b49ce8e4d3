import { accountOf, type Directory } from '../facts/directory.js';
import type { Plan, Target } from '../plan/types.js';
import type { Requirement, Rule, Ruling } from './types.js';

/** What of a plan the rules look at. */
type Judged = Pick<Plan, 'operation' | 'scope'>;

/** A rule with its number in the configuration, counted from 1. */
interface Numbered {
  readonly rule: Rule;
  readonly number: number;
}

/**
 * Says what the rules make of a plan.
 *
 * The first rule that matches decides, for each target by itself: a share with two accounts must satisfy what a share
 * with either would, so that a permissive rule for one account never carries another along. No match means refused. An
 * AMI that is, or may be, in use is taken away only under a rule that names `in_use`.
 */
export function judge(rules: readonly Rule[], plan: Judged, directory: Directory): Ruling {
  const targets: readonly (Target | undefined)[] = plan.scope.targets.length === 0 ? [undefined] : plan.scope.targets;
  const numbered = rules.map((rule, index) => ({ rule, number: index + 1 }));
  const matches: Numbered[] = [];
  for (const target of targets) {
    const match = numbered.find(({ rule }) => applies(rule, plan, target, directory));
    if (match === undefined) return { kind: 'refused', reason: whyNone(plan, target) };
    if (match.rule.verdict.kind === 'refuse') {
      const { message } = match.rule.verdict;
      return { kind: 'refused', reason: { code: 'refused-by-rule', rule: match.number, message } };
    }
    matches.push(match);
  }
  return combine(matches);
}

function combine(matches: readonly Numbered[]): Ruling {
  const distinct = [...new Map(matches.map((match) => [match.number, match])).values()];
  const requirements = distinct.flatMap(({ rule: { verdict }, number }): Requirement[] =>
    verdict.kind === 'approval' ? [{ approvers: verdict.approvers, required: verdict.required, rule: number }] : [],
  );
  return requirements.length === 0
    ? { kind: 'auto', rules: distinct.map(({ number }) => number) }
    : { kind: 'approval', requirements };
}

function applies(rule: Rule, plan: Judged, target: Target | undefined, directory: Directory): boolean {
  const { tags, inUse, takesAway } = plan.scope;
  const used = inUse !== 'no';
  return (
    (rule.action.includes('*') || rule.action.includes(plan.operation)) &&
    (rule.to === undefined ||
      (target !== undefined && names(target, directory).some((name) => rule.to?.includes(name)))) &&
    Object.entries(rule.tags ?? {}).every(([key, value]) => (value === '*' ? key in tags : tags[key] === value)) &&
    (rule.inUse === undefined ? !(takesAway && used) : rule.inUse === used)
  );
}

/** Every word of the configuration that means this target. */
function names(target: Target, directory: Directory): readonly string[] {
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

function whyNone(plan: Judged, target: Target | undefined): (Ruling & { kind: 'refused' })['reason'] {
  const { inUse, takesAway } = plan.scope;
  if (takesAway && inUse !== 'no') return { code: 'in-use', inUse };
  return target === undefined ? { code: 'no-rule-matches' } : { code: 'no-rule-matches', target: describe(target) };
}

function describe(target: Target): string {
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
