import type { KnownBlock, RichTextBlockElement } from '@slack/types';
import type { Directory } from '../../../domain/model/directory.js';
import type { Subject } from '../../../domain/model/subject.js';
import type { Plan } from '../../../domain/plan/types.js';
import type { RuleMatch } from '../../../domain/policy/evaluate.js';
import { approversOf } from '../../../domain/policy/eligibility.js';
import type { PolicyDecision } from '../../../domain/policy/types.js';
import type { RequestPreview } from '../../../workflows/use-cases.js';
import { mentions } from '../request/approvals.js';
import { findingLists } from '../kit/findings.js';
import { fit, type Message } from '../kit/message.js';
import { unresolvedAnswer } from './unresolved.js';
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
import { ruleRefusal, conditionsText, effectText, mismatchText, ruleEffectText } from '../request/rules.js';
import { inlineCode } from '../kit/text.js';

const BUDGET = { matches: 5_000, findings: 4_000 } as const;
/** Earlier rules that are explained for one target. */
const MAX_SKIPPED_RULES = 8;
const NOTHING_STORED = 'Nothing was requested or stored.';

/** The answer to `/ami policy`: which rule decides each effect, who could approve, and why. */
export function policyAnswer(preview: RequestPreview, directory: Directory): Message {
  switch (preview.kind) {
    case 'planned':
      return policyResult(preview, directory);
    case 'refused':
      return {
        text: `No rule applies: ${inlineCode(preview.title)} is not possible.`,
        blocks: [
          rich(
            richSection(bold(preview.title), literal(': no rule applies, because it is not possible.')),
            ...findingLists(preview.findings, BUDGET.findings),
            richSection(italic(NOTHING_STORED)),
          ),
        ],
      };
    case 'unresolved':
      return unresolvedAnswer(preview, directory);
  }
}

function policyResult(
  { plan, matches, policyDecision }: RequestPreview & { readonly kind: 'planned' },
  directory: Directory,
): Message {
  const lines = matches.map((match) => toMatchLines(match, plan.subject, directory));
  const { shown, hidden } = fit(lines, matchTextCost, BUDGET.matches);
  const findings = findingLists(plan.findings, BUDGET.findings);
  const blocks: KnownBlock[] = [
    rich(richSection(bold(plan.title, 300)), richSection(...conclusion(policyDecision)), ...usageLine(plan)),
    ...shown.map(matchBlock),
    ...(hidden === 0 ? [] : [rich(richSection(italic(`… and ${hidden} more effects`)))]),
    ...(findings.length === 0 ? [] : [rich(...findings)]),
    rich(richSection(italic(NOTHING_STORED))),
  ];
  return {
    text: `Policy: ${inlineCode(plan.title, 300)} ${CONCLUSION[policyDecision.kind]}. ${NOTHING_STORED}`,
    blocks,
  };
}

const CONCLUSION: Readonly<Record<PolicyDecision['kind'], string>> = {
  auto: 'would run without approval',
  approval: 'would wait for approval',
  refused: 'would not be allowed',
};

function conclusion(policyDecision: PolicyDecision): readonly RichTextLeaf[] {
  switch (policyDecision.kind) {
    case 'auto':
      return [literal('It would run at once, without approval.')];
    case 'approval':
      return [
        literal('It would wait for approval. Possible approvers (never of their own request): '),
        ...mentions(approversOf(policyDecision.requirements)),
        literal('.'),
      ];
    case 'refused':
      return [literal('It would not be requested. '), ...ruleRefusal(policyDecision.reason)];
  }
}

/** Only where taking the AMI away makes it a matter of the rules. */
function usageLine({ policyInput: { removesAccess, inUse } }: Plan): readonly RichTextBlockElement[] {
  if (!removesAccess) return [];
  return [richSection(literal('In use: '), bold(inUse === 'unknown' ? 'unknown, which counts as yes' : inUse))];
}

interface MatchLines {
  /** `share with prod (1111…): rule 3 decides (share; to prod): 1 approval from @platform` */
  readonly decision: readonly RichTextLeaf[];
  /** Why not an earlier one. */
  readonly skipped: readonly (readonly RichTextLeaf[])[];
}

function toMatchLines({ effect, deciding, skipped }: RuleMatch, subject: Subject, directory: Directory): MatchLines {
  const about = [bold(effectText(effect, subject, directory), 200), literal(': ')];
  const relevant = skipped.filter(({ mismatch }) => mismatch !== 'action').slice(0, MAX_SKIPPED_RULES);
  const decision =
    deciding === undefined
      ? [literal('no rule matches.')]
      : [
          literal(`rule ${deciding.number} decides (`),
          foreignText(conditionsText(deciding.rule), 300),
          literal('): '),
          ...ruleEffectText(deciding.rule.effect),
        ];
  return {
    decision: [...about, ...decision],
    skipped: relevant.map((each) => [
      literal(`Rule ${each.number} does not match: `),
      foreignText(mismatchText(each), 200),
    ]),
  };
}

function matchBlock({ decision, skipped }: MatchLines): KnownBlock {
  return rich(richSection(...decision), ...(skipped.length === 0 ? [] : [bullets(skipped)]));
}

function matchTextCost({ decision, skipped }: MatchLines): number {
  return textCost([...decision, ...skipped.flat()]);
}
