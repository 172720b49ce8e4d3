import { approversOf } from '../../../domain/policy/eligibility.js';
import type { Requirement, PolicyDecision } from '../../../domain/policy/types.js';
import { countApprovals } from '../../../domain/request/decide.js';
import { requirementsOf } from '../../../domain/request/refusal.js';
import type { Request } from '../../../domain/request/types.js';
import { italic, commaSeparated, mention, richSection, literal, type RichTextLeaf } from '../kit/rich.js';
import type { RichTextSection } from '@slack/types';
import { fit } from '../kit/message.js';

const MAX_NAMED = 20;

/** All approvers, as mentions. */
export function approverMentions(decision: PolicyDecision): readonly RichTextLeaf[] {
  return mentions(approversOf(requirementsOf(decision)));
}

/** Users and groups as mentions with commas between them. */
export function mentions(ids: readonly string[], maxNamed = MAX_NAMED): readonly RichTextLeaf[] {
  if (ids.length === 0) return [literal('no one')];
  const { shown, hidden } = fit(ids, () => 1, maxNamed);
  return [...commaSeparated(shown.map(mention)), ...(hidden === 0 ? [] : [italic(`, … ${hidden} more`)])];
}

/** Who has approved, and how many approvals are needed. */
export function approvalLines({ policyDecision, approvals, undoOf }: Request): readonly RichTextSection[] {
  if (undoOf?.how === 'expiration')
    return [richSection(italic(`Approved with ${undoOf.requestId}, which was for a time.`))];
  if (policyDecision.kind !== 'approval') return [richSection(italic('A rule allows this without approval.'))];
  const approvalCounts = countApprovals(policyDecision, approvals);
  return [
    ...policyDecision.requirements.map((requirement, index) =>
      richSection(...requirementLine(requirement, approvalCounts[index] ?? 0)),
    ),
    ...(approvals.length === 0
      ? []
      : [richSection(literal('Approved by '), ...mentions([...new Set(approvals.map(({ by }) => by.userId))]))]),
  ];
}

function requirementLine({ required, approvers }: Requirement, count: number): readonly RichTextLeaf[] {
  return [
    literal(`${count} of ${required} ${required === 1 ? 'approval' : 'approvals'} from `),
    ...mentions(approvers),
  ];
}
