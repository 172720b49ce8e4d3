import type { Directory } from '../model/directory.js';
import type { Effect } from '../plan/effects.js';
import type { PolicyInput, Target } from '../plan/types.js';
import { decideMatches, matchRules } from './evaluate.js';
import { reachOf, removesAccess } from './reach.js';
import type { Rule, PolicyDecision } from './types.js';

/** An effect as far as the rules can distinguish effects. */
export interface PolicyCase {
  readonly effect: Effect;
  readonly tags: PolicyInput['tags'];
  readonly isInUse: boolean;
}

/** A case that the new rules decide differently. */
export interface RuleChange {
  readonly policyCase: PolicyCase;
  readonly before: PolicyDecision;
  readonly after: PolicyDecision;
}

/** What two configurations have of rules and accounts. */
export interface PolicySnapshot {
  readonly rules: readonly Rule[];
  readonly directory: Directory;
}

/**
 * Returns the cases that the new rules decide differently, over every action, and every target and tag that a rule of
 * either set names, with an AMI in use and without. Rule numbers are not compared.
 */
export function compareRules(
  before: PolicySnapshot,
  after: PolicySnapshot,
  actions: readonly string[],
): readonly RuleChange[] {
  return policyCases(before, after, actions).flatMap((policyCase) => {
    const [old, fresh] = [before, after].map((snapshot) => decideCase(snapshot, policyCase));
    return old === undefined || fresh === undefined || decisionFingerprint(old) === decisionFingerprint(fresh)
      ? []
      : [{ policyCase, before: old, after: fresh }];
  });
}

function decideCase({ rules, directory }: PolicySnapshot, { effect, tags, isInUse }: PolicyCase): PolicyDecision {
  const input = { tags, inUse: isInUse ? 'yes' : 'no' } as const;
  return decideMatches([matchRules(rules, effect, input, directory)], input);
}

function policyCases(before: PolicySnapshot, after: PolicySnapshot, actions: readonly string[]): readonly PolicyCase[] {
  const rules = [...before.rules, ...after.rules];
  const tags = distinct([{}, ...rules.map((rule) => sampleTags(rule.tags ?? {}))]);
  const targets = distinct([...targetsOf(before, rules), ...targetsOf(after, rules)]);
  return actions.flatMap((action) =>
    effectsWith(action, targets, after).flatMap((effect) =>
      tags.flatMap((sample) => usesFor(action, rules).map((isInUse) => ({ effect, tags: sample, isInUse }))),
    ),
  );
}

/** Use matters to what takes an AMI away, and to rules that name it. */
function usesFor(action: string, rules: readonly Rule[]): readonly boolean[] {
  return removesAccess(action) || rules.some(({ inUse }) => inUse !== undefined) ? [false, true] : [false];
}

function effectsWith(action: string, targets: readonly Target[], { directory }: PolicySnapshot): readonly Effect[] {
  const [{ id: account, regions }] = directory;
  const effect: Effect = { action, account, region: regions[0] ?? '' };
  const reach = reachOf(action);
  if (reach.length === 0) return [effect];
  return targets.filter(({ kind }) => reach.includes(kind)).map((target) => ({ ...effect, target }));
}

/** Sample tags that satisfy the rule. Any value represents all of them. */
function sampleTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, value === '*' ? 'any' : value]));
}

/** An account outside every directory: `unknown` in rules. */
export const UNLISTED_ACCOUNT_ID = '000000000000';

function targetsOf({ directory }: PolicySnapshot, rules: readonly Rule[]): readonly Target[] {
  const regions = distinct(directory.flatMap((account) => account.regions));
  const arns = distinct(rules.flatMap(({ to = [] }) => to.filter((word) => word.startsWith('arn:'))));
  return [
    ...directory.map(({ id }): Target => ({ kind: 'account', id })),
    { kind: 'account', id: UNLISTED_ACCOUNT_ID },
    ...regions.map((region): Target => ({ kind: 'region', region })),
    ...arns.map((arn): Target => ({ kind: 'organization', arn })),
    { kind: 'public' },
  ];
}

/** The outcome of a policy decision, for comparison. */
function decisionFingerprint(policyDecision: PolicyDecision): string {
  switch (policyDecision.kind) {
    case 'auto':
      return 'auto';
    case 'refused':
      return 'refused';
    case 'approval':
      return JSON.stringify(
        policyDecision.requirements.map(({ approvers, required }) => [required, [...approvers].sort()]),
      );
  }
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
