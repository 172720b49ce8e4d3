import type { Approver, Rule } from './types.js';

/** What the rules say of an operation before anybody says on what: as far as it can be told. */
export type Prospect =
  /** No rule ever lets it happen; in the words of the rule, where one says so. */
  | { readonly kind: 'never'; readonly message?: string }
  | { readonly kind: 'auto' }
  | { readonly kind: 'approval'; readonly approvers: readonly Approver[] }
  /** It depends on the AMI or on the target. */
  | { readonly kind: 'depends' };

/** Looks at the rules that could decide an operation: those that name it, up to the first one without conditions. */
export function prospectOf(rules: readonly Rule[], operation: string): Prospect {
  const naming = rules.filter(({ action }) => action.includes('*') || action.includes(operation));
  const last = naming.findIndex(isUnconditional);
  const possible = last === -1 ? naming : naming.slice(0, last + 1);
  if (possible.every(({ verdict }) => verdict.kind === 'refuse')) return never(possible.at(-1));
  const [only, ...others] = possible;
  if (only === undefined || others.length > 0 || !isUnconditional(only)) return { kind: 'depends' };
  const { verdict } = only;
  return verdict.kind === 'approval' ? { kind: 'approval', approvers: verdict.approvers } : { kind: 'auto' };
}

function isUnconditional({ to, tags, inUse }: Rule): boolean {
  return to === undefined && tags === undefined && inUse === undefined;
}

function never(rule: Rule | undefined): Prospect {
  return rule?.verdict.kind === 'refuse' ? { kind: 'never', message: rule.verdict.message } : { kind: 'never' };
}
