import { explain } from './policy/explain.js';
import { judge } from './policy/judge.js';
import { locateSubject, planAbout } from './subjects.js';
import type { Ask, Consideration } from './use-cases.js';
import type { World } from './world.js';

/**
 * Finds what it is about, observes it, makes the plan and asks the rules: what would become of a request. Stores and
 * requests nothing.
 */
export async function considerRequest(
  world: World,
  { operation, input }: Pick<Ask, 'operation' | 'input'>,
): Promise<Consideration> {
  const { directory, policy } = world;
  const located = await locateSubject(world, operation, input);
  if (located.kind !== 'located') return located;
  const planned = await planAbout(world, operation, input, located.subject);
  if (planned.kind === 'refused') return planned;
  const { plan } = planned;
  const matches = explain(policy.rules, plan, directory);
  return { kind: 'possible', plan, matches, ruling: judge(policy.rules, plan, directory) };
}
