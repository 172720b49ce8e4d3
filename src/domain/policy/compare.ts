import { omitUndefined } from '../model/omit-undefined.js';
import type { Directory } from '../model/directory.js';
import type { Plan, PolicyInput, Target } from '../plan/types.js';
import { evaluatePolicy } from './evaluate.js';
import type { Rule, PolicyDecision } from './types.js';

/** A request as far as the rules can distinguish requests. */
export interface PolicyCase {
  readonly operation: string;
  /** Absent: the operation reaches no other account and place. */
  readonly target?: Target;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether it takes away an AMI that is, or may be, used. */
  readonly removesAccessInUse: boolean;
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
 * Returns the cases that the new rules decide differently, over every operation, and every target and tag that a rule
 * of either set names, with an AMI in use and without. Rule numbers are not compared.
 */
export function compareRules(
  before: PolicySnapshot,
  after: PolicySnapshot,
  operations: readonly string[],
): readonly RuleChange[] {
  return policyCases(before, after, operations).flatMap((policyCase) => {
    const plan = toEvaluationInput(policyCase);
    const [old, fresh] = [before, after].map(({ rules, directory }) => evaluatePolicy(rules, plan, directory));
    return old === undefined || fresh === undefined || decisionFingerprint(old) === decisionFingerprint(fresh)
      ? []
      : [{ policyCase, before: old, after: fresh }];
  });
}

function policyCases(
  before: PolicySnapshot,
  after: PolicySnapshot,
  operations: readonly string[],
): readonly PolicyCase[] {
  const rules = [...before.rules, ...after.rules];
  const tags = distinct([{}, ...rules.map((rule) => sampleTags(rule.tags ?? {}))]);
  const targets = distinct([undefined, ...targetsOf(before, rules), ...targetsOf(after, rules)]);
  return operations.flatMap((operation) =>
    targets.flatMap((target) =>
      tags.flatMap((sample) =>
        [false, true].map((removesAccessInUse) => ({
          operation,
          ...omitUndefined({ target }),
          tags: sample,
          removesAccessInUse,
        })),
      ),
    ),
  );
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

function toEvaluationInput({
  operation,
  target,
  tags,
  removesAccessInUse,
}: PolicyCase): Pick<Plan, 'operation' | 'policyInput'> {
  const policyInput: PolicyInput = {
    targets: target === undefined ? [] : [target],
    tags,
    inUse: removesAccessInUse ? 'yes' : 'no',
    removesAccess: removesAccessInUse,
  };
  return { operation, policyInput };
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
