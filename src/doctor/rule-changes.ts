import { accountLabel, type Directory } from '../domain/model/directory.js';
import {
  compareRules,
  UNLISTED_ACCOUNT_ID,
  type PolicySnapshot,
  type RuleChange,
  type PolicyCase,
} from '../domain/policy/compare.js';
import type { Target } from '../domain/plan/types.js';
import { targetName } from '../domain/policy/evaluate.js';
import type { PolicyDecision } from '../domain/policy/types.js';

/** The effect of new rules on each user, one line each: first as approvers, then as requesters. */
export function formatRuleChanges(
  before: PolicySnapshot,
  after: PolicySnapshot,
  actions: readonly string[],
): readonly string[] {
  const changes = compareRules(before, after, actions);
  if (changes.length === 0) return ['The rules decide everything as before.'];
  const described = changes.map((change) => ({ ...change, what: situationText(change.policyCase, after.directory) }));
  return [...approverLines(described), ...decisionLines(described)];
}

type DescribedChange = RuleChange & { readonly what: string };

function approverLines(changes: readonly DescribedChange[]): readonly string[] {
  const approvers = [
    ...new Set(changes.flatMap(({ before, after }) => [...approverSet(before), ...approverSet(after)])),
  ];
  return approvers.sort().flatMap((approver) => {
    const gained = changes.filter(
      ({ before, after }) => approverSet(after).includes(approver) && !approverSet(before).includes(approver),
    );
    const lost = changes.filter(
      ({ before, after }) => approverSet(before).includes(approver) && !approverSet(after).includes(approver),
    );
    return [
      ...(gained.length === 0 ? [] : [`${approver} gains: ${listSituations(gained)}`]),
      ...(lost.length === 0 ? [] : [`${approver} loses: ${listSituations(lost)}`]),
    ];
  });
}

function decisionLines(changes: readonly DescribedChange[]): readonly string[] {
  const groups = new Map<string, DescribedChange[]>();
  for (const change of changes) {
    const key = `${decisionText(change.before)} → ${decisionText(change.after)}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups].map(([key, group]) => `${key}: ${listSituations(group)}`);
}

const MAX_SITUATIONS = 12;

function listSituations(changes: readonly DescribedChange[]): string {
  const all = [...new Set(changes.map(({ what }) => what))];
  const shown = all.slice(0, MAX_SITUATIONS).join('; ');
  return all.length > MAX_SITUATIONS ? `${shown}; and ${all.length - MAX_SITUATIONS} more` : shown;
}

function approverSet(decision: PolicyDecision): readonly string[] {
  return decision.kind === 'approval' ? decision.requirements.flatMap(({ approvers }) => approvers) : [];
}

function decisionText(decision: PolicyDecision): string {
  switch (decision.kind) {
    case 'auto':
      return 'runs without a human';
    case 'refused':
      return 'refused';
    case 'approval':
      return decision.requirements
        .map(({ approvers, required }) => `${required} of ${approvers.join(', ')}`)
        .join(' and ');
  }
}

function situationText({ effect: { action, target }, tags, isInUse }: PolicyCase, directory: Directory): string {
  const tagged = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [
    action,
    ...(target === undefined ? [] : [`to ${targetText(target, directory)}`]),
    ...(tagged.length === 0 ? [] : [`of an AMI with ${tagged.join(', ')}`]),
    ...(isInUse ? ['of an AMI in use'] : []),
  ].join(' ');
}

function targetText(target: Target, directory: Directory): string {
  if (target.kind === 'public') return 'everyone';
  if (target.kind !== 'account') return targetName(target);
  return target.id === UNLISTED_ACCOUNT_ID ? 'an unknown account' : accountLabel(directory, target.id);
}
