import type { KnownBlock } from '@slack/types';
import type { Drift, DriftReport } from '../../../workflows/drift/types.js';
import { accountLabel, type Directory } from '../../../workflows/facts/directory.js';
import type { Fact } from '../../../workflows/facts/known.js';
import { granteeLabel } from '../../../workflows/operations/planning/grantee.js';
import { keyOf } from '../../../workflows/stale/changes.js';
import { button } from '../buttons.js';
import { fit } from '../fit.js';
import { DRIFT_ANSWER } from '../ids.js';
import { bold, bullets, italic, rich, said, section, sizeOf, words, type Leaf } from '../rich.js';

/** What can be answered about shares that are otherwise than the requests say. */
export const DRIFT_ANSWERS = ['adopt', 'unshare'] as const;
export type DriftAnswer = (typeof DRIFT_ANSWERS)[number];

/** What answers are shown below. */
export const DRIFT_BLOCK = 'drift';

const BUDGET = 2_000;
const MOST = 10;

/** Shares that are otherwise than the requests say, with what can be answered; nothing where all are explained. */
export function driftBlocks(report: Fact<DriftReport>, { directory }: { readonly directory: Directory }): KnownBlock[] {
  if (!report.known || report.value.count === 0) return [];
  const { found, count } = report.value;
  const groups = alike(found);
  const { shown } = fit(
    groups.map((group) => groupLine(group, directory)),
    sizeOf,
    BUDGET,
    MOST,
  );
  const left = count - groups.slice(0, shown.length).reduce((sum, { length }) => sum + length, 0);
  const headline = `${count} ${count === 1 ? 'share' : 'shares'} otherwise than the approved requests say:`;
  return [
    {
      ...rich(section(bold(headline)), bullets([...shown, ...(left === 0 ? [] : [[italic(`… ${left} more`)]])])),
      block_id: DRIFT_BLOCK,
    },
    {
      type: 'actions',
      elements: answersFor(found).map((answer) => button(DRIFT_ANSWER[answer], `${driftLabel(answer)} …`, answer)),
    },
  ];
}

export function driftLabel(answer: DriftAnswer): string {
  return answer === 'adopt' ? 'Adopt' : 'Unshare';
}

/** What is gone cannot be taken away. */
function answersFor(found: readonly Drift[]): readonly DriftAnswer[] {
  return found.some(({ kind }) => kind === 'unexplained') ? DRIFT_ANSWERS : ['adopt'];
}

type Group = readonly [Drift, ...Drift[]];

/** An AMI may be shared with hundreds: those of which the same is to be said stand together. */
function alike(found: readonly Drift[]): readonly Group[] {
  const groups = new Map<string, [Drift, ...Drift[]]>();
  for (const drift of found) {
    const key = `${keyOf(drift)} ${drift.kind} ${drift.requests.join()}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [drift]);
    else group.push(drift);
  }
  return [...groups.values()];
}

/** `golden (ami-…, us-east-1, images) is shared with partner (7777…) and 2 more, and no request asked for it.` */
function groupLine([first, ...others]: Group, directory: Directory): readonly Leaf[] {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return [...whichShare(first, directory), words(`${more}${sentenceEnd(first)}.`)];
}

/** The AMI and whom it is, or is no longer, shared with. */
export function whichShare(
  { name, imageId, region, account, grantee, kind }: Drift,
  directory: Directory,
): readonly Leaf[] {
  const is = kind === 'unexplained' ? 'is shared with' : 'is no longer shared with';
  return [
    said(name, 80),
    words(` (${imageId}, ${region}, ${accountLabel(directory, account)}) ${is} `),
    said(granteeLabel(grantee, directory), 120),
  ];
}

function sentenceEnd({ kind, requests }: Drift): string {
  const ids = requests.slice(0, 3).join(', ');
  if (kind === 'unexplained') return ids === '' ? ', and no request asked for it' : `, although ${ids} took that away`;
  return ids === '' ? ', although that was adopted' : `, as ${ids} had asked for`;
}
