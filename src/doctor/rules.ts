import type { Settings } from '../config/settings.js';
import { reviewRules, type RuleFlaw } from '../workflows/policy/review.js';
import type { Check } from './check.js';

/** Looks for rules that never decide, and for operations that nobody may ask for. */
export function checkRules({ approvals, directory }: Settings, operations: readonly string[]): readonly Check[] {
  const { rules } = approvals.policy;
  const flaws = reviewRules(rules, operations, directory);
  const shadows = flaws.filter(({ kind }) => kind === 'shadowed').map(describe);
  const barred = flaws.flatMap((flaw) => (flaw.kind === 'nobody-may' ? [flaw.operation] : []));
  const rest: readonly Check[] =
    barred.length === 0
      ? []
      : [
          {
            name: 'Rules',
            state: 'warning',
            text: `no rule matches ${barred.join(', ')}: refused for everybody.`,
            fix: 'if that is not meant, add a rule, or one with action "*" at the end.',
          },
        ];
  const all = [...shadows, ...rest];
  return all.length > 0 ? all : [{ name: 'Rules', state: 'ok', text: `${rules.length}, each of which can decide.` }];
}

function describe(flaw: RuleFlaw): Check {
  if (flaw.kind === 'nobody-may') throw new Error('No rule is to blame');
  return {
    name: `Rule ${flaw.rule}`,
    state: 'warning',
    text: `never decides: rule ${flaw.by} matches everything that it does.`,
    fix: `put it before rule ${flaw.by}, or take it out.`,
  };
}
