import type { KnownBlock, RichTextBlockElement } from '@slack/types';
import { accountLabel, type Directory } from '../../workflows/facts/directory.js';
import type { Plan, Target } from '../../workflows/plan/types.js';
import { targetName, type Match } from '../../workflows/policy/explain.js';
import { approversOf } from '../../workflows/policy/standing.js';
import type { Ruling } from '../../workflows/policy/types.js';
import type { Consideration } from '../../workflows/use-cases.js';
import { named } from './approvals.js';
import { findingLists } from './findings.js';
import { fit } from './fit.js';
import { notSettled } from './not-settled.js';
import type { Message } from './message.js';
import { bold, bullets, italic, rich, said, section, sizeOf, words, type Leaf } from './rich.js';
import { ruleRefusal } from './rule-refusal.js';
import { conditionsOf, mismatchText, verdictLeaves } from './rules.js';
import { quoted } from './text.js';

const BUDGET = { matches: 5_000, findings: 4_000 } as const;
/** Earlier rules that are explained for one target. */
const MOST_PASSED = 8;
const NOTHING_STORED = 'Nothing was requested or stored.';

/** The answer to `/ami policy`: which rule decides, who could approve, and why. */
export function policyAnswer(considered: Consideration, directory: Directory): Message {
  switch (considered.kind) {
    case 'possible':
      return rulesFor(considered, directory);
    case 'refused':
      return {
        text: `No rule is asked: ${quoted(considered.title)} is not possible.`,
        blocks: [
          rich(
            section(bold(considered.title), words(': no rule is asked, because it is not possible.')),
            ...findingLists(considered.findings, BUDGET.findings),
            section(italic(NOTHING_STORED)),
          ),
        ],
      };
    case 'no-image':
    case 'several-images':
    case 'uncertain-image':
    case 'no-instance':
    case 'several-instances':
    case 'uncertain-instance':
    case 'no-recycled':
    case 'several-recycled':
    case 'uncertain-recycled':
      return notSettled(considered, directory);
  }
}

function rulesFor(
  { plan, matches, ruling }: Consideration & { readonly kind: 'possible' },
  directory: Directory,
): Message {
  const lines = matches.map((match) => linesOf(match, directory));
  const { shown, hidden } = fit(lines, sizeOfLines, BUDGET.matches);
  const findings = findingLists(plan.findings, BUDGET.findings);
  const blocks: KnownBlock[] = [
    rich(section(bold(plan.title, 300)), section(...conclusion(ruling)), ...useLine(plan)),
    ...shown.map(matchBlock),
    ...(hidden === 0 ? [] : [rich(section(italic(`… and ${hidden} more targets`)))]),
    ...(findings.length === 0 ? [] : [rich(...findings)]),
    rich(section(italic(NOTHING_STORED))),
  ];
  return {
    text: `What the rules say: ${quoted(plan.title, 300)} ${CONCLUSION[ruling.kind]}. ${NOTHING_STORED}`,
    blocks,
  };
}

const CONCLUSION: Readonly<Record<Ruling['kind'], string>> = {
  auto: 'would run without approval',
  approval: 'would wait for approval',
  refused: 'would not be allowed',
};

function conclusion(ruling: Ruling): readonly Leaf[] {
  switch (ruling.kind) {
    case 'auto':
      return [words('It would run at once, without approval.')];
    case 'approval':
      return [
        words('It would wait for approval. These could approve it, but never the one who asks: '),
        ...named(approversOf(ruling.requirements)),
        words('.'),
      ];
    case 'refused':
      return [words('It would not be requested. '), ...ruleRefusal(ruling.reason)];
  }
}

/** Only where taking the AMI away makes it a matter of the rules. */
function useLine({ scope: { takesAway, inUse } }: Plan): readonly RichTextBlockElement[] {
  if (!takesAway) return [];
  return [
    section(words('In use: '), bold(inUse === 'unknown' ? 'could not be found out, which counts as yes' : inUse)),
  ];
}

interface MatchLines {
  /** `prod (1111…): rule 3 decides (share; to prod): 1 approval from @platform` */
  readonly decision: readonly Leaf[];
  /** Why not an earlier one. */
  readonly others: readonly (readonly Leaf[])[];
}

function linesOf({ target, deciding, passed }: Match, directory: Directory): MatchLines {
  const about = target === undefined ? [] : [bold(labelOf(target, directory), 200), words(': ')];
  const relevant = passed.filter(({ because }) => because !== 'action').slice(0, MOST_PASSED);
  const decision =
    deciding === undefined
      ? [words('no rule matches.')]
      : [
          words(`rule ${deciding.number} decides (`),
          said(conditionsOf(deciding.rule), 300),
          words('): '),
          ...verdictLeaves(deciding.rule.verdict),
        ];
  return {
    decision: [...about, ...decision],
    others: relevant.map((each) => [words(`not rule ${each.number}: `), said(mismatchText(each), 200)]),
  };
}

function matchBlock({ decision, others }: MatchLines): KnownBlock {
  return rich(section(...decision), ...(others.length === 0 ? [] : [bullets(others)]));
}

function sizeOfLines({ decision, others }: MatchLines): number {
  return sizeOf([...decision, ...others.flat()]);
}

function labelOf(target: Target, directory: Directory): string {
  if (target.kind === 'public') return 'Everybody';
  return target.kind === 'account' ? accountLabel(directory, target.id) : targetName(target);
}
