import { canonical } from './canonical.js';
import type { Finding, Plan } from './types.js';

/**
 * How a fresh plan differs from the approved one, in plain sentences; empty when what would run, and what speaks against
 * it, is the same. A warning that has gone away is no difference: the approvers accepted worse.
 */
export function differences(approved: Plan, fresh: Plan): readonly string[] {
  return [
    ...stepDifferences(approved, fresh),
    ...timeDifference(approved, fresh),
    ...newFindings(approved, fresh),
    ...useDifference(approved, fresh),
  ];
}

function stepDifferences(approved: Plan, fresh: Plan): readonly string[] {
  const before = new Map(approved.steps.map((step) => [step.id, step]));
  const after = new Map(fresh.steps.map((step) => [step.id, step]));
  const gone = approved.steps.filter(({ id }) => !after.has(id)).map(({ title }) => `No longer called: ${title}`);
  const changed = fresh.steps.flatMap((step) => {
    const old = before.get(step.id);
    if (old === undefined) return [`New call: ${step.title}`];
    // What takes a step back depends on what is there when it runs: nobody was asked about that.
    return equal({ ...old, undo: undefined }, { ...step, undo: undefined }) ? [] : [`Other parameters: ${step.title}`];
  });
  return [...gone, ...changed];
}

/** Only where a version that counts otherwise has planned it: the same words give the same time. */
function timeDifference({ forMs: before }: Plan, { forMs: now }: Plan): readonly string[] {
  return before === now ? [] : ['It would be taken back at another time.'];
}

function newFindings(approved: Plan, fresh: Plan): readonly string[] {
  const accepted = new Set(approved.findings.map(nameOf));
  return fresh.findings
    .filter((finding) => finding.severity !== 'info' && !accepted.has(nameOf(finding)))
    .map(({ text }) => `New: ${text}`);
}

function useDifference(approved: Plan, fresh: Plan): readonly string[] {
  if (!fresh.scope.takesAway || approved.scope.inUse === fresh.scope.inUse || fresh.scope.inUse === 'no') return [];
  return [
    fresh.scope.inUse === 'yes' ? 'The AMI is in use now.' : 'Whether the AMI is in use cannot be told any more.',
  ];
}

function nameOf({ code, subject, severity }: Finding): string {
  return JSON.stringify([code, subject, severity]);
}

function equal(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}
