import { truncate } from '../../model/format.js';
import type { Finding, Plan } from '../../plan/types.js';
import type { PlanResult } from '../contract.js';

type FindingDetails = Pick<Finding, 'fix' | 'subject'>;

export function refusal(code: string, text: string, details: FindingDetails = {}): Finding {
  return { code, severity: 'refusal', text, ...details };
}

/** A finding about something that could not be read. */
export function unknownFinding(code: string, text: string, details: FindingDetails = {}): Finding {
  return { code, severity: 'unknown', text, ...details };
}

export function warning(code: string, text: string, details: FindingDetails = {}): Finding {
  return { code, severity: 'warning', text, ...details };
}

export function info(code: string, text: string, details: FindingDetails = {}): Finding {
  return { code, severity: 'info', text, ...details };
}

const RANK = { refusal: 0, unknown: 1, warning: 2, info: 3 } as const satisfies Record<Finding['severity'], number>;
/** Slack takes 3,000 characters at once, and counts some twice. */
const MAX_TEXT_LENGTH = 1_400;
/** A request is one record of at most 400 KB, with its steps, their undo, and its history. */
const MAX_STEPS = 200;

/**
 * Returns the plan with its findings, the most severe first, or the refusal if one finding is a refusal. Every text is
 * on one line and short enough to show, whatever names and messages contain.
 */
export function toPlanResult(plan: Plan): PlanResult {
  const title = truncate(plan.title, MAX_TEXT_LENGTH);
  const findings = truncateFindings([...plan.findings, ...sizeFindings(plan)]).toSorted(
    (one, other) => RANK[one.severity] - RANK[other.severity],
  );
  if (findings.some(isRefusal)) {
    return { kind: 'refused', title, findings: findings.filter(({ severity }) => severity !== 'info') };
  }
  const steps = plan.steps.map((step) => ({ ...step, title: truncate(step.title, MAX_TEXT_LENGTH) }));
  const evidence = plan.evidence.map(({ label, value }) => ({ label, value: truncate(value, MAX_TEXT_LENGTH) }));
  return { kind: 'plan', plan: { ...plan, title, steps, findings, evidence } };
}

/** Findings as they can be shown. */
export function truncateFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({
    ...finding,
    text: truncate(finding.text, MAX_TEXT_LENGTH),
    ...(finding.fix === undefined ? {} : { fix: truncate(finding.fix, MAX_TEXT_LENGTH) }),
  }));
}

function sizeFindings({ steps }: Plan): readonly Finding[] {
  if (steps.length <= MAX_STEPS) return [];
  const text = `That is ${steps.length} calls to EC2; one request holds at most ${MAX_STEPS}.`;
  return [refusal('too-many-calls', text, { fix: 'Request fewer at once, in several requests.' })];
}

function isRefusal({ severity }: Finding): boolean {
  return severity === 'refusal';
}
