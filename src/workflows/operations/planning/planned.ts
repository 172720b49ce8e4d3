import type { Planned } from '../contract.js';
import type { Finding, Plan } from '../../plan/types.js';
import { refusal } from './finding.js';
import { clip } from './wording.js';

const RANK = { refusal: 0, unknown: 1, warning: 2, info: 3 } as const satisfies Record<Finding['severity'], number>;
/** Slack takes 3,000 characters at once, and counts some twice. */
const LONGEST = 1_400;
/** A request is one record of at most 400 KB, with its steps, what takes them back, and a history of both. */
const MOST_STEPS = 200;

/**
 * The plan, the gravest findings first; or the refusal, when one of the findings is one. Every text stands on one line and
 * is short enough to be shown, whatever names and messages have gone into it.
 */
export function planned(plan: Plan): Planned {
  const title = clip(plan.title, LONGEST);
  const findings = presentable([...plan.findings, ...sizeFindings(plan)]).toSorted(
    (one, other) => RANK[one.severity] - RANK[other.severity],
  );
  if (findings.some(isRefusal)) {
    return { kind: 'refused', title, findings: findings.filter(({ severity }) => severity !== 'info') };
  }
  const steps = plan.steps.map((step) => ({ ...step, title: clip(step.title, LONGEST) }));
  const evidence = plan.evidence.map(({ label, value }) => ({ label, value: clip(value, LONGEST) }));
  return { kind: 'plan', plan: { ...plan, title, steps, findings, evidence } };
}

/** Findings as they can be shown. */
export function presentable(findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({
    ...finding,
    text: clip(finding.text, LONGEST),
    ...(finding.fix === undefined ? {} : { fix: clip(finding.fix, LONGEST) }),
  }));
}

function sizeFindings({ steps }: Plan): readonly Finding[] {
  if (steps.length <= MOST_STEPS) return [];
  const text = `That is ${steps.length} calls to EC2; one request holds at most ${MOST_STEPS}.`;
  return [refusal('too-many-calls', text, { fix: 'Ask for fewer at once, in several requests.' })];
}

function isRefusal({ severity }: Finding): boolean {
  return severity === 'refusal';
}
