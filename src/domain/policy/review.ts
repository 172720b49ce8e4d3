import type { Directory } from '../model/directory.js';
import type { Rule } from './types.js';

/** A rule that its author cannot have meant. */
export type RuleWarning =
  /** An earlier rule matches everything that this one could: it never decides. Numbers count from 1. */
  | { readonly kind: 'shadowed'; readonly rule: number; readonly by: number }
  /** Nothing matches this operation: it is refused for every requester. */
  | { readonly kind: 'no-rule'; readonly operation: string };

/** Finds flaws in the rules. Uncertain ones are left out: a rule that may decide at least once is no flaw. */
export function reviewRules(
  rules: readonly Rule[],
  operations: readonly string[],
  directory: Directory,
): readonly RuleWarning[] {
  const shadowed = rules.flatMap((rule, index): RuleWarning[] => {
    const by = rules.slice(0, index).findIndex((earlier) => covers(earlier, rule, directory));
    return by === -1 ? [] : [{ kind: 'shadowed', rule: index + 1, by: by + 1 }];
  });
  const unmatched = operations.filter((operation) => !rules.some(({ action }) => appliesTo(action, operation)));
  return [...shadowed, ...unmatched.map((operation): RuleWarning => ({ kind: 'no-rule', operation }))];
}

/** Whether every plan that `later` matches is matched by `earlier`, too. */
function covers(earlier: Rule, later: Rule, directory: Directory): boolean {
  return (
    later.action.every((name) => appliesTo(earlier.action, name)) &&
    coversTargets(earlier.to, later.to, directory) &&
    Object.entries(earlier.tags ?? {}).every(([key, value]) => isTagWithin(later.tags?.[key], value)) &&
    // A rule without `in_use` skips AMIs that are, or may be, in use: it covers no rule that has the condition.
    (earlier.inUse === later.inUse || (earlier.inUse === undefined && later.inUse === false))
  );
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
