import type { Directory } from '../facts/directory.js';
import type { Target } from '../plan/types.js';
import { explain, targetName, type Judged, type Numbered } from './explain.js';
import type { Requirement, Rule, Ruling } from './types.js';

/**
 * Says what the rules make of a plan.
 *
 * The first rule that matches decides, for each target by itself: a share with two accounts must satisfy what a share
 * with either would, so that a permissive rule for one account never carries another along. No match means refused. An
 * AMI that is, or may be, in use is taken away only under a rule that names `in_use`.
 */
export function judge(rules: readonly Rule[], plan: Judged, directory: Directory): Ruling {
  const matches: Numbered[] = [];
  for (const { deciding, target } of explain(rules, plan, directory)) {
    if (deciding === undefined) return { kind: 'refused', reason: whyNone(plan, target) };
    const { rule, number } = deciding;
    if (rule.verdict.kind === 'refuse') {
      return { kind: 'refused', reason: { code: 'refused-by-rule', rule: number, message: rule.verdict.message } };
    }
    matches.push(deciding);
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

function whyNone(plan: Judged, target: Target | undefined): (Ruling & { kind: 'refused' })['reason'] {
  const { inUse, takesAway } = plan.scope;
  if (takesAway && inUse !== 'no') return { code: 'in-use', inUse };
  return target === undefined ? { code: 'no-rule-matches' } : { code: 'no-rule-matches', target: targetName(target) };
}
