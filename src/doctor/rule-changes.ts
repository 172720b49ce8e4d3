import { accountLabel, type Directory } from '../workflows/facts/directory.js';
import { compareRules, STRANGER, type RuleBook, type RuleChange, type Situation } from '../workflows/policy/compare.js';
import type { Ruling } from '../workflows/policy/types.js';

/** What new rules change for whom, one line each: first for the approvers, then for what can be asked for. */
export function ruleChangeLines(before: RuleBook, after: RuleBook, operations: readonly string[]): readonly string[] {
  const changes = compareRules(before, after, operations);
  if (changes.length === 0) return ['The rules decide everything as before.'];
  const words = changes.map((change) => ({ ...change, what: situationWords(change.situation, after.directory) }));
  return [...approverLines(words), ...rulingLines(words)];
}

type Worded = RuleChange & { readonly what: string };

function approverLines(changes: readonly Worded[]): readonly string[] {
  const everybody = [
    ...new Set(changes.flatMap(({ before, after }) => [...approversIn(before), ...approversIn(after)])),
  ];
  return everybody.sort().flatMap((approver) => {
    const gained = changes.filter(
      ({ before, after }) => approversIn(after).includes(approver) && !approversIn(before).includes(approver),
    );
    const lost = changes.filter(
      ({ before, after }) => approversIn(before).includes(approver) && !approversIn(after).includes(approver),
    );
    return [
      ...(gained.length === 0 ? [] : [`${approver} gains: ${listed(gained)}`]),
      ...(lost.length === 0 ? [] : [`${approver} loses: ${listed(lost)}`]),
    ];
  });
}

function rulingLines(changes: readonly Worded[]): readonly string[] {
  const groups = new Map<string, Worded[]>();
  for (const change of changes) {
    const key = `${rulingWords(change.before)} → ${rulingWords(change.after)}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups].map(([key, group]) => `${key}: ${listed(group)}`);
}

const MOST_NAMED = 12;

function listed(changes: readonly Worded[]): string {
  const all = [...new Set(changes.map(({ what }) => what))];
  const shown = all.slice(0, MOST_NAMED).join('; ');
  return all.length > MOST_NAMED ? `${shown}; and ${all.length - MOST_NAMED} more` : shown;
}

function approversIn(ruling: Ruling): readonly string[] {
  return ruling.kind === 'approval' ? ruling.requirements.flatMap(({ approvers }) => approvers) : [];
}

function rulingWords(ruling: Ruling): string {
  switch (ruling.kind) {
    case 'auto':
      return 'runs without a human';
    case 'refused':
      return 'refused';
    case 'approval':
      return ruling.requirements
        .map(({ approvers, required }) => `${required} of ${approvers.join(', ')}`)
        .join(' and ');
  }
}

function situationWords({ operation, target, tags, takesAwayUsed }: Situation, directory: Directory): string {
  const tagged = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [
    operation,
    ...(target === undefined ? [] : [`to ${targetWords(target, directory)}`]),
    ...(tagged.length === 0 ? [] : [`of an AMI with ${tagged.join(', ')}`]),
    ...(takesAwayUsed ? ['of an AMI in use'] : []),
  ].join(' ');
}

function targetWords(target: NonNullable<Situation['target']>, directory: Directory): string {
  switch (target.kind) {
    case 'account':
      return target.id === STRANGER ? 'an unknown account' : accountLabel(directory, target.id);
    case 'region':
      return target.region;
    case 'organization':
      return target.arn;
    case 'public':
      return 'everybody';
  }
}
