import type { Settings } from '../config/settings.js';
import { reviewRules, type RuleWarning } from '../domain/policy/review.js';
import type { CheckResult } from './check.js';

/** Finds rules that never decide, and operations that no rule allows. */
export function checkRules({ approvals, directory }: Settings, operations: readonly string[]): readonly CheckResult[] {
  const { rules } = approvals.policy;
  const flaws = reviewRules(rules, operations, directory);
  const shadowed = flaws.filter(({ kind }) => kind === 'shadowed').map(describeShadowedRule);
  const unmatched = flaws.flatMap((flaw) => (flaw.kind === 'no-rule' ? [flaw.operation] : []));
  const rest: readonly CheckResult[] =
    unmatched.length === 0
      ? []
      : [
          {
            name: 'Rules',
            state: 'warning',
            text: `no rule matches ${unmatched.join(', ')}: refused for every requester.`,
            fix: 'if this is not intended, add a rule, or one with action "*" at the end.',
          },
        ];
  const all = [...shadowed, ...rest];
  return all.length > 0 ? all : [{ name: 'Rules', state: 'ok', text: `${rules.length}, each of which can decide.` }];
}

function describeShadowedRule(flaw: RuleWarning): CheckResult {
  if (flaw.kind === 'no-rule') throw new Error('No rule is to blame');
  return {
    name: `Rule ${flaw.rule}`,
    state: 'warning',
    text: `never decides: rule ${flaw.by} matches everything that it does.`,
    fix: `put it before rule ${flaw.by}, or take it out.`,
  };
}
