import type { KnownBlock } from '@slack/types';
import type { AnyChangeOperation, Operation, UndoRule } from '../../../domain/operations/contract.js';
import { requiredPermissions } from '../../../domain/plan/call-specs.js';
import {
  hasEnoughOtherApprovers,
  isUnconditional,
  outlookFor,
  candidateRules,
} from '../../../domain/policy/outlook.js';
import type { NumberedRule } from '../../../domain/policy/evaluate.js';
import { fit, type Message } from '../kit/message.js';
import { SOLE_APPROVER_TEXT, type HelpReader, type CommandHelp } from './overview.js';
import type { HelpTopic } from './topics.js';
import {
  bold,
  bullets,
  code,
  italic,
  commaSeparated,
  rich,
  foreignText,
  richSection,
  textCost,
  literal,
  type RichTextLeaf,
} from '../kit/rich.js';
import { conditionsText, ruleEffectText } from '../request/rules.js';
import { inlineCode } from '../kit/text.js';

const RULES = 3_000;

/** One command in full. */
export function helpTopic({ name, usage, summary, help, examples }: CommandHelp): Message {
  return {
    text: `/ami ${name}: ${inlineCode(usage, 300)}`,
    blocks: [
      heading(`/ami ${name}`),
      rich(richSection(foreignText(summary)), richSection(code(usage))),
      ...paragraphs(help),
      ...exampleList(examples),
    ],
  };
}

/** One operation in full, with its approvers, its EC2 calls, and whether it can be undone. */
export function helpOperation(operation: Operation, reader: HelpReader): Message {
  const { text, blocks } = helpTopic(operation);
  return operation.kind === 'change'
    ? { text, blocks: [...blocks, decisionRules(operation, reader), awsCalls(operation)] }
    : { text, blocks: [...blocks, rich(richSection(literal('It changes nothing, so no rule decides it.')))] };
}

/** A matter that is no command. */
export function helpConcept({ name, title, help, examples }: HelpTopic): Message {
  return {
    text: `${title} (/ami help ${name})`,
    blocks: [heading(title), ...paragraphs(help), ...exampleList(examples)],
  };
}

function decisionRules({ name }: AnyChangeOperation, { rules, userId }: HelpReader): KnownBlock {
  const deciding = candidateRules(rules, name);
  const outlook = outlookFor(rules, name);
  const { shown, hidden } = fit(deciding.map(ruleLine), textCost, RULES);
  const last = deciding.at(-1);
  const isOpen = last === undefined || !isUnconditional(last.rule);
  return rich(
    richSection(bold('Who decides')),
    ...(shown.length === 0 ? [] : [bullets(shown)]),
    ...(hidden === 0 ? [] : [richSection(italic(`… and ${hidden} more rules`))]),
    ...(isOpen
      ? [richSection(literal(shown.length === 0 ? 'No rule allows it.' : 'Anything else is not allowed.'))]
      : []),
    ...(outlook.kind === 'approval' && !hasEnoughOtherApprovers(outlook, userId)
      ? [richSection(literal(`For you: ${SOLE_APPROVER_TEXT}.`))]
      : []),
    ...(outlook.kind === 'depends'
      ? [richSection(literal('The first matching rule decides. To see which: '), code(`/ami policy ${name} …`))]
      : []),
  );
}

/** `Rule 3 (share; to prod): 1 approval from @platform` */
function ruleLine({ rule, number }: NumberedRule): readonly RichTextLeaf[] {
  return [
    literal(`Rule ${number} (`),
    foreignText(conditionsText(rule), 300),
    literal('): '),
    ...ruleEffectText(rule.effect),
  ];
}

function awsCalls({ calls, undo }: AnyChangeOperation): KnownBlock {
  return rich(
    richSection(bold('On EC2')),
    bullets([
      [literal('It may call '), ...commaSeparated(calls.map((name) => code(name)))],
      [
        literal('Besides reading, the role needs '),
        ...commaSeparated(requiredPermissions(calls).map((name) => code(name))),
      ],
      undoLine(undo),
    ]),
  );
}

function undoLine(undo: UndoRule): readonly RichTextLeaf[] {
  if ('irreversible' in undo) return [literal('Undo cannot revert it. '), foreignText(undo.irreversible)];
  return [
    literal('Undo creates a new request that reverts it as far as possible. The rules judge it as '),
    ...commaSeparated((undo.judgedAs ?? [undo.inverse]).map((action) => code(action))),
  ];
}

function heading(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

function paragraphs(help: readonly string[]): readonly KnownBlock[] {
  return help.map((paragraph) => rich(richSection(foreignText(paragraph, 2_000))));
}

function exampleList(examples: readonly string[]): readonly KnownBlock[] {
  if (examples.length === 0) return [];
  return [rich(richSection(bold('For example')), bullets(examples.map((example) => [code(example)])))];
}
