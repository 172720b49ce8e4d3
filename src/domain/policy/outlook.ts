import type { NumberedRule } from './evaluate.js';
import { isGroup } from './eligibility.js';
import type { Approver, Rule } from './types.js';

/** The decision of the rules about an operation before its subject is known, as far as they determine it. */
export type PolicyOutlook =
  /** No rule ever allows it; in the words of the rule, if it has some. */
  | { readonly kind: 'never'; readonly message?: string }
  | { readonly kind: 'auto' }
  | { readonly kind: 'approval'; readonly approvers: readonly Approver[]; readonly required: number }
  /** It depends on the AMI or on the target. */
  | { readonly kind: 'depends' };

export function outlookFor(rules: readonly Rule[], operation: string): PolicyOutlook {
  const possible = candidateRules(rules, operation).map(({ rule }) => rule);
  if (possible.every(({ effect }) => effect.kind === 'refuse')) return never(possible.at(-1));
  const [only, ...others] = possible;
  if (only === undefined || others.length > 0 || !isUnconditional(only)) return { kind: 'depends' };
  const { effect: verdict } = only;
  return verdict.kind === 'approval'
    ? { kind: 'approval', approvers: verdict.approvers, required: verdict.required }
    : { kind: 'auto' };
}

/** The rules that could decide an operation, in their order: those that name it, up to the first one without conditions. */
export function candidateRules(rules: readonly Rule[], operation: string): readonly NumberedRule[] {
  const naming = rules
    .map((rule, index) => ({ rule, number: index + 1 }))
    .filter(({ rule: { action } }) => action.includes('*') || action.includes(operation));
  const last = naming.findIndex(({ rule }) => isUnconditional(rule));
  return last === -1 ? naming : naming.slice(0, last + 1);
}

export function isUnconditional({ to, tags, inUse }: Rule): boolean {
  return to === undefined && tags === undefined && inUse === undefined;
}

/** Whether enough people besides the requester could approve, since a requester never approves their own request. */
export function hasEnoughOtherApprovers(
  { approvers, required }: PolicyOutlook & { readonly kind: 'approval' },
  userId: string,
): boolean {
  return approvers.some(isGroup) || approvers.filter((approver) => approver !== userId).length >= required;
}

function never(rule: Rule | undefined): PolicyOutlook {
  return rule?.effect.kind === 'refuse' ? { kind: 'never', message: rule.effect.message } : { kind: 'never' };
}
