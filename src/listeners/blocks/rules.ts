import type { Mismatch, Numbered } from '../../workflows/policy/explain.js';
import type { Prospect } from '../../workflows/policy/prospects.js';
import type { Rule, Verdict } from '../../workflows/policy/types.js';
import { named } from './approvals.js';
import { said, words, type Leaf } from './rich.js';

/** What a rule is for, in a few words: `share or copy; to dev; tag Tier=base; in use`. */
export function conditionsOf({ action, to, tags, inUse }: Rule): string {
  const tagged = Object.entries(tags ?? {}).map(([key, value]) => (value === '*' ? key : `${key}=${value}`));
  return [
    action.includes('*') ? 'any change' : action.join(' or '),
    ...(to === undefined ? [] : [`to ${to.map(targetWord).join(' or ')}`]),
    ...(tagged.length === 0 ? [] : [`${tagged.length === 1 ? 'tag' : 'tags'} ${tagged.join(' and ')}`]),
    ...(inUse === undefined ? [] : [inUse ? 'AMIs in use, or that may be' : 'AMIs not in use']),
  ].join('; ');
}

/** What a rule decides: `2 approvals from @platform`. */
export function verdictLeaves(verdict: Verdict, mostNamed?: number): readonly Leaf[] {
  switch (verdict.kind) {
    case 'auto':
      return [words('runs without approval')];
    case 'refuse':
      return [words('not allowed: '), said(verdict.message, 300)];
    case 'approval':
      return [
        words(`${verdict.required} ${verdict.required === 1 ? 'approval' : 'approvals'} from `),
        ...named(verdict.approvers, mostNamed),
      ];
  }
}

/** Approvers that are named where many operations are listed. */
const NAMED_BRIEFLY = 3;

/** What the rules say of an operation before anybody says on what: `(2 approvals from @platform)`. */
export function prospectLeaves(prospect: Prospect): readonly Leaf[] {
  switch (prospect.kind) {
    case 'auto':
    case 'approval':
      return [words('('), ...verdictLeaves(prospect, NAMED_BRIEFLY), words(')')];
    case 'depends':
      return [words('(the rules depend on what for)')];
    case 'never':
      return [words('(not allowed)')];
  }
}

/** Why a rule that is about the same operation did not decide. */
export function mismatchText({ rule, because }: Numbered & { readonly because: Mismatch }): string {
  switch (because) {
    case 'action':
      return 'it is for other operations';
    case 'target':
      return `it is for ${(rule.to ?? []).map(targetWord).join(' or ')}`;
    case 'tags':
      return 'the AMI does not have its tags';
    case 'in-use':
      return rule.inUse === true ? 'it is for AMIs in use' : 'it is for AMIs that are certainly not in use';
    case 'does-not-name-in-use':
      return 'the AMI is in use, or may be, and the rule does not name in_use';
  }
}

function targetWord(name: string): string {
  if (name === 'unknown') return 'accounts that are not in the directory';
  return name === 'public' ? 'everybody' : name;
}
