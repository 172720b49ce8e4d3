import type { KnownBlock } from '@slack/types';
import type { Drift, DriftReport } from '../../../domain/drift/types.js';
import { accountLabel, type Directory } from '../../../domain/model/directory.js';
import type { Fact } from '../../../domain/model/fact.js';
import { granteeLabel } from '../../../domain/model/grantee.js';
import { imageKey } from '../../../domain/stale/changes.js';
import { button } from '../request/buttons.js';
import { fit } from '../kit/message.js';
import { DRIFT_RESPONSE_ACTION } from '../kit/ids.js';
import {
  bold,
  bullets,
  italic,
  rich,
  foreignText,
  richSection,
  textCost,
  literal,
  type RichTextLeaf,
} from '../kit/rich.js';

/** The responses to shares that differ from the requests. */
export const DRIFT_RESPONSES = ['adopt', 'unshare'] as const;
export type DriftResponseKind = (typeof DRIFT_RESPONSES)[number];

/** What answers are shown below. */
export const DRIFT_BLOCK = 'drift';

const BUDGET = 2_000;
const MAX_GROUPS = 10;

/** Shares that differ from the requests, with the responses. Empty if requests explain all of them. */
export function driftBlocks(report: Fact<DriftReport>, { directory }: { readonly directory: Directory }): KnownBlock[] {
  if (!report.known || report.value.count === 0) return [];
  const { found, count } = report.value;
  const groups = groupSimilar(found);
  const { shown } = fit(
    groups.map((group) => groupLine(group, directory)),
    textCost,
    BUDGET,
    MAX_GROUPS,
  );
  const remaining = count - groups.slice(0, shown.length).reduce((sum, { length }) => sum + length, 0);
  const headline = `${count} ${count === 1 ? 'share' : 'shares'} without a matching request:`;
  return [
    {
      ...rich(
        richSection(bold(headline)),
        bullets([...shown, ...(remaining === 0 ? [] : [[italic(`… ${remaining} more`)]])]),
      ),
      block_id: DRIFT_BLOCK,
    },
    {
      type: 'actions',
      elements: availableResponses(found).map((answer) =>
        button(DRIFT_RESPONSE_ACTION[answer], `${driftResponseLabel(answer)} …`, answer),
      ),
    },
  ];
}

export function driftResponseLabel(response: DriftResponseKind): string {
  return response === 'adopt' ? 'Adopt' : 'Unshare';
}

/** A share that no longer exists cannot be revoked. */
function availableResponses(found: readonly Drift[]): readonly DriftResponseKind[] {
  return found.some(({ kind }) => kind === 'unexplained') ? DRIFT_RESPONSES : ['adopt'];
}

type Group = readonly [Drift, ...Drift[]];

/** An AMI may be shared with hundreds of accounts. Those with the same text are joined. */
function groupSimilar(found: readonly Drift[]): readonly Group[] {
  const groups = new Map<string, [Drift, ...Drift[]]>();
  for (const drift of found) {
    const key = `${imageKey(drift)} ${drift.kind} ${drift.requests.join()}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [drift]);
    else group.push(drift);
  }
  return [...groups.values()];
}

/** `golden (ami-…, us-east-1, images) is shared with partner (7777…) and 2 more, without a matching request.` */
function groupLine([first, ...others]: Group, directory: Directory): readonly RichTextLeaf[] {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return [...driftSubject(first, directory), literal(`${more}${driftReason(first)}.`)];
}

/** The AMI and the accounts that it is, or is no longer, shared with. */
export function driftSubject(
  { name, imageId, region, account, grantee, kind }: Drift,
  directory: Directory,
): readonly RichTextLeaf[] {
  const verb = kind === 'unexplained' ? 'is shared with' : 'is no longer shared with';
  return [
    foreignText(name, 80),
    literal(` (${imageId}, ${region}, ${accountLabel(directory, account)}) ${verb} `),
    foreignText(granteeLabel(grantee, directory), 120),
  ];
}

function driftReason({ kind, requests }: Drift): string {
  const ids = requests.slice(0, 3).join(', ');
  if (kind === 'unexplained') return ids === '' ? ', without a matching request' : `, although ${ids} revoked it`;
  return ids === '' ? ', although that was adopted' : `, as ${ids} requested`;
}
