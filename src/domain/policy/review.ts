import type { Directory } from '../model/directory.js';
import type { Target } from '../plan/types.js';
import { reachOf } from './reach.js';
import type { Rule } from './types.js';

/** A rule that its author cannot have meant. */
export type RuleWarning =
  /** An earlier rule matches everything that this one could: it never decides. Numbers count from 1. */
  | { readonly kind: 'shadowed'; readonly rule: number; readonly by: number }
  /** Nothing matches this action: it is refused for every requester. */
  | { readonly kind: 'no-rule'; readonly action: string }
  /** None of its actions has one of its targets: it never decides. */
  | { readonly kind: 'no-such-target'; readonly rule: number };

/** Finds flaws in the rules. Uncertain ones are left out: a rule that may decide at least once is no flaw. */
export function reviewRules(
  rules: readonly Rule[],
  actions: readonly string[],
  directory: Directory,
): readonly RuleWarning[] {
  const shadowed = rules.flatMap((rule, index): RuleWarning[] => {
    const by = rules.slice(0, index).findIndex((earlier) => covers(earlier, rule, directory));
    return by === -1 ? [] : [{ kind: 'shadowed', rule: index + 1, by: by + 1 }];
  });
  const unreachable = rules.flatMap((rule, index): RuleWarning[] =>
    canReachTarget(rule, actions, directory) ? [] : [{ kind: 'no-such-target', rule: index + 1 }],
  );
  const unmatched = actions.filter((action) => !rules.some((rule) => appliesTo(rule.action, action)));
  return [...shadowed, ...unreachable, ...unmatched.map((action): RuleWarning => ({ kind: 'no-rule', action }))];
}

/** Whether every plan that `later` matches is matched by `earlier`, too. */
function covers(earlier: Rule, later: Rule, directory: Directory): boolean {
  return (
    later.action.every((name) => appliesTo(earlier.action, name)) &&
    coversTargets(earlier.to, later.to, directory) &&
    Object.entries(earlier.tags ?? {}).every(([key, value]) => isTagWithin(later.tags?.[key], value)) &&
    coversUse(earlier, later)
  );
}

/** Whether one of the rule's actions can have one of its targets. */
function canReachTarget({ action, to }: Rule, actions: readonly string[], directory: Directory): boolean {
  if (to === undefined) return true;
  const kinds = new Set(actions.filter((name) => appliesTo(action, name)).flatMap(reachOf));
  return to.some((word) => kindsOf(word, directory).some((kind) => kinds.has(kind)));
}

/** The kinds of target that a word of `to` can mean. */
function kindsOf(word: string, directory: Directory): readonly Target['kind'][] {
  if (word === 'public') return ['public'];
  if (word === 'unknown') return ['account', 'organization'];
  if (word.startsWith('arn:')) return ['organization'];
  if (/^\d{12}$/.test(word) || directory.some(({ name }) => name === word)) return ['account'];
  return ['region'];
}

/** An allowing rule without `in_use` skips removals of AMIs in use: it covers no rule that has the condition. */
function coversUse(earlier: Rule, later: Rule): boolean {
  if (earlier.inUse === later.inUse)
    return earlier.inUse !== undefined || !isSkippedInUse(earlier) || isSkippedInUse(later);
  return earlier.inUse === undefined && (later.inUse === false || !isSkippedInUse(earlier));
}

function isSkippedInUse({ inUse, effect }: Rule): boolean {
  return inUse === undefined && effect.kind !== 'refuse';
}

function appliesTo(action: readonly string[], operation: string): boolean {
  return action.includes('*') || action.includes(operation);
}

function coversTargets(earlier: Rule['to'], later: Rule['to'], directory: Directory): boolean {
  if (earlier === undefined) return true;
  const names = new Set(earlier.map((word) => canonicalTarget(word, directory)));
  return later?.every((word) => names.has(canonicalTarget(word, directory))) ?? false;
}

/** An account may be named by name or id. */
function canonicalTarget(word: string, directory: Directory): string {
  return directory.find(({ name }) => name === word)?.id ?? word;
}

/** Whether what the later rule asks of a tag is at least what the earlier one does. */
function isTagWithin(later: string | undefined, earlier: string): boolean {
  return later !== undefined && (earlier === '*' || earlier === later);
}
