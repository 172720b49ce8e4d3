import type { Mismatch, NumberedRule } from '../../../domain/policy/evaluate.js';
import type { PolicyOutlook } from '../../../domain/policy/outlook.js';
import type { PolicyRefusal, Rule, RuleEffect } from '../../../domain/policy/types.js';
import { foreignText, literal, type RichTextLeaf } from '../kit/rich.js';
import { mentions } from './approvals.js';

/** The conditions of a rule in a few words: `share or copy; to dev; tag Tier=base; in use`. */
export function conditionsText({ action, to, tags, inUse }: Rule): string {
  const tagged = Object.entries(tags ?? {}).map(([key, value]) => (value === '*' ? key : `${key}=${value}`));
  return [
    action.includes('*') ? 'any change' : action.join(' or '),
    ...(to === undefined ? [] : [`to ${to.map(targetText).join(' or ')}`]),
    ...(tagged.length === 0 ? [] : [`${tagged.length === 1 ? 'tag' : 'tags'} ${tagged.join(' and ')}`]),
    ...(inUse === undefined ? [] : [inUse ? 'AMIs in use, or that may be' : 'AMIs not in use']),
  ].join('; ');
}

/** The effect of a rule: `2 approvals from @platform`. */
export function ruleEffectText(effect: RuleEffect, maxNamed?: number): readonly RichTextLeaf[] {
  switch (effect.kind) {
    case 'auto':
      return [literal('runs without approval')];
    case 'refuse':
      return [literal('not allowed: '), foreignText(effect.message, 300)];
    case 'approval':
      return [
        literal(`${effect.required} ${effect.required === 1 ? 'approval' : 'approvals'} from `),
        ...mentions(effect.approvers, maxNamed),
      ];
  }
}

/** Approvers that are named where many operations are listed. */
const MAX_BRIEF_NAMES = 3;

/** What the rules say of an operation without a subject: `(2 approvals from @platform)`. */
export function outlookText(outlook: PolicyOutlook): readonly RichTextLeaf[] {
  switch (outlook.kind) {
    case 'auto':
    case 'approval':
      return [literal('('), ...ruleEffectText(outlook, MAX_BRIEF_NAMES), literal(')')];
    case 'depends':
      return [literal('(approval depends on the details)')];
    case 'never':
      return [literal('(not allowed)')];
  }
}

/** Why a rule that is about the same operation did not decide. */
export function mismatchText({ rule, mismatch }: NumberedRule & { readonly mismatch: Mismatch }): string {
  switch (mismatch) {
    case 'action':
      return 'it is for other operations';
    case 'target':
      return `it is for ${(rule.to ?? []).map(targetText).join(' or ')}`;
    case 'tags':
      return 'the AMI does not have its tags';
    case 'in-use':
      return rule.inUse === true ? 'it is for AMIs in use' : 'it is for AMIs that are certainly not in use';
    case 'in-use-not-allowed':
      return 'the AMI is in use, or may be, and the rule does not name in_use';
  }
}

function targetText(name: string): string {
  if (name === 'unknown') return 'accounts that are not in the directory';
  return name === 'public' ? 'everyone' : name;
}

/** Why the approval rules do not allow something. */
export function ruleRefusal(reason: PolicyRefusal): readonly RichTextLeaf[] {
  switch (reason.code) {
    case 'refused-by-rule':
      return [literal(`Rule ${reason.rule} does not allow it: `), foreignText(reason.message)];
    case 'no-rule-matches':
      return [
        literal('No approval rule covers it'),
        ...(reason.target === undefined ? [] : [literal(' for '), foreignText(reason.target, 100)]),
        literal('. An operator can add one to the configuration.'),
      ];
    case 'in-use':
      return [
        literal(
          reason.inUse === 'yes'
            ? 'The AMI is in use, and no rule allows its removal.'
            : 'Whether the AMI is in use is unknown, and no rule allows its removal in that case.',
        ),
      ];
  }
}
