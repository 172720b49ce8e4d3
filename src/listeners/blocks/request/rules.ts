import { accountLabel, type Directory } from '../../../domain/model/directory.js';
import type { Effect } from '../../../domain/plan/effects.js';
import type { Subject } from '../../../domain/model/subject.js';
import { targetName, type Mismatch, type NumberedRule } from '../../../domain/policy/evaluate.js';
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

const PREPOSITIONS: Readonly<Record<string, string>> = { share: 'with', unshare: 'from', copy: 'to' };

/** An effect in a few words: `share with prod (444455556666)`. Names its place if that is not the place of the subject. */
export function effectText(
  { action, account, region, target }: Effect,
  subject: Subject,
  directory: Directory,
): string {
  const isElsewhere = account !== subject.account || region !== subject.region;
  const preposition = PREPOSITIONS[action];
  return [
    action,
    ...(target === undefined || preposition === undefined ? [] : [preposition, targetLabel(target, directory)]),
    ...(isElsewhere ? [`in ${accountLabel(directory, account)}, ${region}`] : []),
  ].join(' ');
}

function targetLabel(target: NonNullable<Effect['target']>, directory: Directory): string {
  return target.kind === 'account' ? accountLabel(directory, target.id) : targetName(target);
}

function targetText(name: string): string {
  if (name === 'unknown') return 'accounts that are not in the directory';
  return name === 'public' ? 'everyone' : name;
}

/** `share with 999988887777`. */
function refusedEffect({ action, target }: { readonly action: string; readonly target?: string }) {
  const preposition = PREPOSITIONS[action];
  return target === undefined || preposition === undefined
    ? [literal(action)]
    : [literal(`${action} ${preposition} `), foreignText(target, 100)];
}

/** Why the approval rules do not allow something. */
export function ruleRefusal(reason: PolicyRefusal): readonly RichTextLeaf[] {
  switch (reason.code) {
    case 'refused-by-rule':
      return [
        literal(`Rule ${reason.rule} does not allow `),
        ...refusedEffect(reason),
        literal(': '),
        foreignText(reason.message),
      ];
    case 'no-rule-matches':
      return [
        literal('No approval rule covers '),
        ...refusedEffect(reason),
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
