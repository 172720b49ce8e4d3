import type { Directory } from '../facts/directory.js';
import type { Planned, UndoRule } from '../operations/contract.js';
import { refusal } from '../operations/planning/finding.js';
import { policyTarget } from '../operations/planning/grantee.js';
import { planned } from '../operations/planning/planned.js';
import { clip } from '../operations/planning/wording.js';
import type { Plan, Scope } from '../plan/types.js';
import { leftFindings } from './findings.js';
import { granteeNamed } from './grantee-named.js';
import { grantsOf } from './grants.js';
import { meaningOf, type Meaning } from './meaning.js';
import { takesAway } from './sights.js';
import { sortOut, type Effects, type SortedOut } from './sort-out.js';
import { takeBackOf } from './take-back.js';
import { undoSteps } from './undo-steps.js';

export interface UndoContext {
  readonly directory: Directory;
  /** How the request's operation is taken back. */
  readonly rule: UndoRule;
}

/**
 * The plan that takes a request's effects back: made of what its steps say takes them back, without what is no longer
 * there, was changed since, or is wanted by another request. Judged as the operation that does the same by itself. Where
 * others want all of it, the plan has no calls: the request then only gives up its part.
 */
export function planUndo(effects: Effects, { directory, rule }: UndoContext): Planned {
  const { request } = effects;
  const frame: Plan = {
    operation: 'by' in rule ? rule.by : request.operation,
    subject: request.subject,
    title: `Undo ${request.id}: ${clip(request.plan.title, 1_000)}`,
    steps: [],
    findings: [],
    evidence: [{ label: 'Takes back', value: `${request.id}: ${request.plan.title}` }],
    scope: request.plan.scope,
  };
  if ('never' in rule) {
    return planned({ ...frame, findings: [refusal('nothing-to-undo', `Undo cannot take this back. ${rule.never}`)] });
  }
  const { candidates, lost } = takeBackOf(request);
  const sorted = sortOut(candidates, effects);
  const steps = undoSteps(sorted.taken, request.plan.steps);
  const meaning = meaningOf(sorted.taken, effects, directory);
  return planned({
    ...frame,
    steps,
    findings: [...meaning.findings, ...leftFindings({ effects, sorted, steps, lost, directory })],
    evidence: [...frame.evidence, ...meaning.evidence],
    scope: scopeOf(sorted, meaning, request.plan.scope),
  });
}

function scopeOf({ taken, held }: SortedOut, { inUse, tags }: Meaning, before: Scope): Scope {
  const grants = [...taken.flatMap(({ step }) => grantsOf(step.call)), ...held.map(({ grant }) => grant)];
  const names = new Set(grants.map(({ grantee }) => grantee));
  return {
    targets: [...names].map((name) => policyTarget(granteeNamed(name))),
    tags: tags ?? before.tags,
    inUse,
    takesAway: taken.some(({ step }) => takesAway(step.call)),
  };
}
