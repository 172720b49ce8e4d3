import type { KnownBlock } from '@slack/types';
import type { Change, Operation, UndoRule } from '../../workflows/operations/contract.js';
import { permissionsFor } from '../../workflows/plan/permissions.js';
import { hasOthers, isUnconditional, prospectOf, rulesFor } from '../../workflows/policy/prospects.js';
import type { Numbered } from '../../workflows/policy/explain.js';
import { fit } from './fit.js';
import { ONLY_YOU, type Asker, type Topic } from './help.js';
import type { Matter } from './matters.js';
import type { Message } from './message.js';
import { bold, bullets, code, italic, listed, rich, said, section, sizeOf, words, type Leaf } from './rich.js';
import { conditionsOf, verdictLeaves } from './rules.js';
import { quoted } from './text.js';

const RULES = 3_000;

/** One command in full. */
export function helpTopic({ name, usage, summary, help, examples }: Topic): Message {
  return {
    text: `/ami ${name}: ${quoted(usage, 300)}`,
    blocks: [
      heading(`/ami ${name}`),
      rich(section(said(summary)), section(code(usage))),
      ...paragraphs(help),
      ...exampleList(examples),
    ],
  };
}

/** One operation in full: also who decides it, what it calls on EC2, and whether it can be undone. */
export function helpOperation(operation: Operation, asker: Asker): Message {
  const { text, blocks } = helpTopic(operation);
  return operation.kind === 'change'
    ? { text, blocks: [...blocks, whoDecides(operation, asker), onEc2(operation)] }
    : { text, blocks: [...blocks, rich(section(words('It changes nothing, so no rule decides it.')))] };
}

/** A matter that is no command. */
export function helpMatter({ name, title, help, examples }: Matter): Message {
  return {
    text: `${title} (/ami help ${name})`,
    blocks: [heading(title), ...paragraphs(help), ...exampleList(examples)],
  };
}

function whoDecides({ name }: Change, { rules, userId }: Asker): KnownBlock {
  const deciding = rulesFor(rules, name);
  const prospect = prospectOf(rules, name);
  const { shown, hidden } = fit(deciding.map(ruleLine), sizeOf, RULES);
  const last = deciding.at(-1);
  const isOpen = last === undefined || !isUnconditional(last.rule);
  return rich(
    section(bold('Who decides')),
    ...(shown.length === 0 ? [] : [bullets(shown)]),
    ...(hidden === 0 ? [] : [section(italic(`… and ${hidden} more rules`))]),
    ...(isOpen ? [section(words(shown.length === 0 ? 'No rule allows it.' : 'Anything else is not allowed.'))] : []),
    ...(prospect.kind === 'approval' && !hasOthers(prospect, userId) ? [section(words(`For you: ${ONLY_YOU}.`))] : []),
    ...(prospect.kind === 'depends'
      ? [section(words('The first that fits decides. To see which: '), code(`/ami policy ${name} …`))]
      : []),
  );
}

/** `Rule 3 (share; to prod): 1 approval from @platform` */
function ruleLine({ rule, number }: Numbered): readonly Leaf[] {
  return [words(`Rule ${number} (`), said(conditionsOf(rule), 300), words('): '), ...verdictLeaves(rule.verdict)];
}

function onEc2({ calls, undo }: Change): KnownBlock {
  return rich(
    section(bold('On EC2')),
    bullets([
      [words('It may call '), ...listed(calls.map((name) => code(name)))],
      [words('Besides reading, the role needs '), ...listed(permissionsFor(calls).map((name) => code(name)))],
      undoLine(undo),
    ]),
  );
}

function undoLine(undo: UndoRule): readonly Leaf[] {
  if ('never' in undo) return [words('Undo cannot take it back. '), said(undo.never)];
  return [
    words('Undo takes back what it did, as far as that can be, by a new request that is decided as '),
    code(`/ami ${undo.by}`),
  ];
}

function heading(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

function paragraphs(help: readonly string[]): readonly KnownBlock[] {
  return help.map((paragraph) => rich(section(said(paragraph, 2_000))));
}

function exampleList(examples: readonly string[]): readonly KnownBlock[] {
  if (examples.length === 0) return [];
  return [rich(section(bold('For example')), bullets(examples.map((example) => [code(example)])))];
}
