import { approversOf } from '../../workflows/policy/standing.js';
import type { Requirement, Ruling } from '../../workflows/policy/types.js';
import { countApprovals, requirementsOf } from '../../workflows/request/decide.js';
import type { Request } from '../../workflows/request/types.js';
import { italic, listed, mention, section, words, type Leaf } from './rich.js';
import type { RichTextSection } from '@slack/types';
import { fit } from './fit.js';

const MOST_NAMED = 20;

/** Everybody who may approve, as mentions. */
export function approversNamed(ruling: Ruling): readonly Leaf[] {
  return named(approversOf(requirementsOf(ruling)));
}

/** People and groups as mentions with commas between them. */
export function named(ids: readonly string[], most = MOST_NAMED): readonly Leaf[] {
  if (ids.length === 0) return [words('nobody')];
  const { shown, hidden } = fit(ids, () => 1, most);
  return [...listed(shown.map(mention)), ...(hidden === 0 ? [] : [italic(`, … ${hidden} more`)])];
}

/** Who has approved, of whom how many are needed. */
export function approvalLines({ ruling, approvals, undoes }: Request): readonly RichTextSection[] {
  if (undoes?.how === 'limit') return [section(italic(`Approved with ${undoes.request}, which was for a time.`))];
  if (ruling.kind !== 'approval') return [section(italic('A rule lets this run without approval.'))];
  const counted = countApprovals(ruling, approvals);
  return [
    ...ruling.requirements.map((requirement, index) => section(...requirementLine(requirement, counted[index] ?? 0))),
    ...(approvals.length === 0
      ? []
      : [section(words('Given by '), ...named([...new Set(approvals.map(({ by }) => by.userId))]))]),
  ];
}

function requirementLine({ required, approvers }: Requirement, count: number): readonly Leaf[] {
  return [words(`${count} of ${required} ${required === 1 ? 'approval' : 'approvals'} from `), ...named(approvers)];
}
