import type { Target } from '../plan/types.js';

const REACH: Readonly<Record<string, readonly Target['kind'][]>> = {
  share: ['account', 'organization'],
  unshare: ['account', 'organization'],
  publish: ['public'],
  unpublish: ['public'],
  copy: ['account', 'region'],
};

const REMOVALS: readonly string[] = ['deregister', 'disable', 'retire'];

/** Whether an effect takes an AMI away from those who use it. */
export function removesAccess(action: string): boolean {
  return REMOVALS.includes(action);
}

/** The kinds of target that an effect can have. Empty: it has none, so that a rule with `to` never matches it. */
export function reachOf(action: string): readonly Target['kind'][] {
  return REACH[action] ?? [];
}
