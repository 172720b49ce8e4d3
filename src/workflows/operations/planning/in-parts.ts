import type { Parts, Plan, Step } from '../../plan/types.js';

/** A plan that does the same for several, where there is something to do for more than one of them. */
export function inParts(
  said: Parts['said'],
  each: readonly { readonly label: string; readonly steps: readonly Pick<Step, 'id'>[] }[],
): Pick<Plan, 'parts'> {
  const parts = each.filter(({ steps }) => steps.length > 0);
  if (parts.length < 2) return {};
  return { parts: { said, each: parts.map(({ label, steps }) => ({ label, steps: steps.map(({ id }) => id) })) } };
}
