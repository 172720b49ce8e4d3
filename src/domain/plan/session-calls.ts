import type { OutputRef } from './call-inputs.js';
import { resolveCall, type OutputResolver, type ResolvedCall } from './outputs.js';
import { resolveRelativeTimes } from './relative-times.js';
import type { Plan, Step } from './types.js';

/** What is needed to compile the session of a call. */
export interface SessionScope {
  readonly requestId: string;
  readonly account: string;
  readonly region: string;
  /** Returns the output of an earlier step. `undefined` while the step has none. */
  readonly outputOf: (step: string, output: string) => string | undefined;
}

/**
 * Returns the calls of the plan in one account and Region, as far as their resources are known. A call on a resource
 * that the plan has not created yet is left out, and becomes part of a later session.
 */
export function sessionCalls(plan: Plan, scope: SessionScope): readonly ResolvedCall[] {
  return plan.steps
    .filter(({ call }) => call.account === scope.account && call.region === scope.region)
    .flatMap((step) => knownCall(step, scope));
}

function knownCall(step: Step, { requestId, outputOf }: SessionScope): readonly ResolvedCall[] {
  const missing: OutputRef[] = [];
  const resolve: OutputResolver = (reference) => {
    const value = outputOf(reference.step, reference.output);
    if (value === undefined) missing.push(reference);
    return value ?? '';
  };
  // No policy depends on the attempt or on a time.
  const call = resolveCall(
    resolveRelativeTimes(step, () => ''),
    { requestId, attempt: 0 },
    resolve,
  );
  return missing.length === 0 ? [call] : [];
}
