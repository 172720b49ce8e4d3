import type { Settings } from '../config/settings.js';
import { reviewRules, type RuleWarning } from '../domain/policy/review.js';
import type { CheckResult } from './check.js';

/** Finds rules that never decide, and actions that no rule allows. */
export function checkRules({ approvals, directory }: Settings, actions: readonly string[]): readonly CheckResult[] {
  const { rules } = approvals.policy;
  const flaws = reviewRules(rules, actions, directory);
  const idle = flaws.flatMap(describeIdleRule);
  const unmatched = flaws.flatMap((flaw) => (flaw.kind === 'no-rule' ? [flaw.action] : []));
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
  const all = [...idle, ...rest];
  return all.length > 0 ? all : [{ name: 'Rules', state: 'ok', text: `${rules.length}, each of which can decide.` }];
}

function describeIdleRule(flaw: RuleWarning): readonly CheckResult[] {
  switch (flaw.kind) {
    case 'shadowed':
      return [
        {
          name: `Rule ${flaw.rule}`,
          state: 'warning',
          text: `never decides: rule ${flaw.by} matches everything that it does.`,
          fix: `put it before rule ${flaw.by}, or take it out.`,
        },
      ];
    case 'no-such-target':
      return [
        {
          name: `Rule ${flaw.rule}`,
          state: 'warning',
          text: 'never decides: none of its actions has a target of the kinds in "to".',
          fix: 'accounts and organizations are targets of share and unshare, accounts and Regions of copy, public of publish and unpublish. To match where a call is made, leave "to" out.',
        },
      ];
    case 'no-rule':
      return [];
  }
}
