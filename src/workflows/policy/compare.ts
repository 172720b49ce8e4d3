import type { Directory } from '../facts/directory.js';
import type { Plan, Scope, Target } from '../plan/types.js';
import { judge } from './judge.js';
import type { Rule, Ruling } from './types.js';

/** Something that can be asked for, as far as rules can tell things apart. */
export interface Situation {
  readonly operation: string;
  /** Absent: the operation reaches nobody and nowhere else. */
  readonly target?: Target;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether it takes away an AMI that is, or may be, used. */
  readonly takesAwayUsed: boolean;
}

/** A situation that the new rules decide otherwise than the old ones. */
export interface RuleChange {
  readonly situation: Situation;
  readonly before: Ruling;
  readonly after: Ruling;
}

/** What two configurations have of rules and accounts. */
export interface RuleBook {
  readonly rules: readonly Rule[];
  readonly directory: Directory;
}

/**
 * Says in which situations the new rules decide otherwise, over every operation, every target and every tag that a rule of
 * either names, with an AMI in use and without. Numbers of rules are no difference.
 */
export function compareRules(before: RuleBook, after: RuleBook, operations: readonly string[]): readonly RuleChange[] {
  return situations(before, after, operations).flatMap((situation) => {
    const plan = planOf(situation);
    const [old, fresh] = [before, after].map(({ rules, directory }) => judge(rules, plan, directory));
    return old === undefined || fresh === undefined || meaning(old) === meaning(fresh)
      ? []
      : [{ situation, before: old, after: fresh }];
  });
}

function situations(before: RuleBook, after: RuleBook, operations: readonly string[]): readonly Situation[] {
  const rules = [...before.rules, ...after.rules];
  const tags = distinct([{}, ...rules.map((rule) => exampleOf(rule.tags ?? {}))]);
  const targets = distinct([undefined, ...targetsOf(before, rules), ...targetsOf(after, rules)]);
  return operations.flatMap((operation) =>
    targets.flatMap((target) =>
      tags.flatMap((own) =>
        [false, true].map((takesAwayUsed) => ({
          operation,
          ...(target === undefined ? {} : { target }),
          tags: own,
          takesAwayUsed,
        })),
      ),
    ),
  );
}

/** Tags of an AMI that the rule asks for; any value stands for all of them. */
function exampleOf(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, value === '*' ? 'any' : value]));
}

/** An account that no directory holds: what rules call `unknown`. */
export const STRANGER = '000000000000';

function targetsOf({ directory }: RuleBook, rules: readonly Rule[]): readonly Target[] {
  const regions = distinct(directory.flatMap((account) => account.regions));
  const arns = distinct(rules.flatMap(({ to = [] }) => to.filter((word) => word.startsWith('arn:'))));
  return [
    ...directory.map(({ id }): Target => ({ kind: 'account', id })),
    { kind: 'account', id: STRANGER },
    ...regions.map((region): Target => ({ kind: 'region', region })),
    ...arns.map((arn): Target => ({ kind: 'organization', arn })),
    { kind: 'public' },
  ];
}

function planOf({ operation, target, tags, takesAwayUsed }: Situation): Pick<Plan, 'operation' | 'scope'> {
  const scope: Scope = {
    targets: target === undefined ? [] : [target],
    tags,
    inUse: takesAwayUsed ? 'yes' : 'no',
    takesAway: takesAwayUsed,
  };
  return { operation, scope };
}

/** What a ruling comes to, for comparing. */
function meaning(ruling: Ruling): string {
  switch (ruling.kind) {
    case 'auto':
      return 'auto';
    case 'refused':
      return 'refused';
    case 'approval':
      return JSON.stringify(ruling.requirements.map(({ approvers, required }) => [required, [...approvers].sort()]));
  }
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
