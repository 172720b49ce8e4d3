import type { Planned } from '../contract.js';
import type { Finding, Plan } from '../../plan/types.js';

const RANK = { refusal: 0, unknown: 1, warning: 2, info: 3 } as const satisfies Record<Finding['severity'], number>;

/** The plan, the gravest findings first; or the refusal, when one of the findings is one. */
export function planned(plan: Plan): Planned {
  const findings = [...plan.findings].sort((one, other) => RANK[one.severity] - RANK[other.severity]);
  if (!findings.some(isRefusal)) return { kind: 'plan', plan: { ...plan, findings } };
  return { kind: 'refused', title: plan.title, findings: findings.filter(({ severity }) => severity !== 'info') };
}

export function isRefusal({ severity }: Finding): boolean {
  return severity === 'refusal';
}
