import type { KnownBlock } from '@slack/types';
import type { Group, Operation } from '../../../domain/operations/contract.js';
import { hasEnoughOtherApprovers, outlookFor, type PolicyOutlook } from '../../../domain/policy/outlook.js';
import type { Rule } from '../../../domain/policy/types.js';
import type { HelpTopic } from './topics.js';
import type { Message } from '../kit/message.js';
import {
  bold,
  bullets,
  channelMention,
  code,
  commaSeparated,
  rich,
  foreignText,
  richSection,
  literal,
  type RichTextLeaf,
} from '../kit/rich.js';
import { outlookText } from '../request/rules.js';

/** A command that is no operation: it is about requests, or about the commands themselves. */
export interface CommandHelp {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly help: readonly string[];
  readonly examples: readonly string[];
}

/** The reader of the help, and the rules for their requests. */
export interface HelpReader {
  readonly userId: string;
  readonly rules: readonly Rule[];
}

export interface HelpOverview {
  readonly operations: readonly Operation[];
  readonly topics: readonly CommandHelp[];
  readonly helpTopics: readonly HelpTopic[];
  readonly approvalsChannel: string;
}

const HEADING: Readonly<Record<Group, string>> = {
  inspect: 'Look',
  share: 'Share',
  create: 'Copy, create, launch',
  lifecycle: 'Deprecate, protect, remove',
};
const GROUPS: readonly Group[] = ['inspect', 'share', 'create', 'lifecycle'];

/** The operations by group, with what the rules say. An operation that no rule allows is only named. */
export function helpOverview(
  { operations, topics, helpTopics, approvalsChannel }: HelpOverview,
  reader: HelpReader,
): Message {
  const changes = operations.map((operation) => ({ operation, outlook: outlookForReader(operation, reader) }));
  const allowed = changes.filter(({ outlook }) => outlook?.kind !== 'never');
  const disallowed = changes.flatMap(({ operation, outlook }) => (outlook?.kind === 'never' ? operation.name : []));
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: 'What you can request', emoji: false } },
    ...GROUPS.flatMap((group) =>
      headedList(
        HEADING[group],
        allowed.flatMap(({ operation, outlook }) =>
          operation.group === group ? [[...commandLine(operation), ...outlookMark(outlook, reader)]] : [],
        ),
      ),
    ),
    ...headedList('Requests, rules and the digest', topics.map(commandLine)),
    rich(
      ...(disallowed.length === 0
        ? []
        : [richSection(literal('The rules do not allow: '), foreignText(disallowed.join(', ')))]),
      richSection(
        literal('A change is checked first, then shown in '),
        channelMention(approvalsChannel),
        literal(' for approval.'),
      ),
      richSection(
        literal('If something is missing, a form asks for it. Name an AMI by its ID or a unique beginning of it.'),
      ),
      richSection(
        literal('More: '),
        ...commaSeparated([...exampleOperation(operations), ...helpTopics].map(({ name }) => helpCommandText(name))),
      ),
    ),
  ];
  const names = [...allowed.map(({ operation }) => operation), ...topics].map(({ name }) => `/ami ${name}`);
  return { text: `What you can request: ${names.join(', ')}`, blocks };
}

/** `undefined` for an operation that changes nothing: no rule applies. */
function outlookForReader({ kind, name }: Operation, { rules }: HelpReader): PolicyOutlook | undefined {
  return kind === 'change' ? outlookFor(rules, name) : undefined;
}

export const SOLE_APPROVER_TEXT = 'only you could approve it, and you cannot approve your own request';

function outlookMark(outlook: PolicyOutlook | undefined, { userId }: HelpReader): readonly RichTextLeaf[] {
  if (outlook === undefined) return [];
  if (outlook.kind === 'approval' && !hasEnoughOtherApprovers(outlook, userId))
    return [literal(` (${SOLE_APPROVER_TEXT})`)];
  return [literal(' '), ...outlookText(outlook)];
}

function exampleOperation(operations: readonly Operation[]): readonly { readonly name: string }[] {
  return operations.filter(({ kind }) => kind === 'change').slice(0, 1);
}

function helpCommandText(name: string): RichTextLeaf {
  return code(`/ami help ${name}`);
}

function headedList(heading: string, lines: readonly (readonly RichTextLeaf[])[]): readonly KnownBlock[] {
  return lines.length === 0 ? [] : [rich(richSection(bold(heading)), bullets(lines))];
}

function commandLine({ usage, summary }: Pick<CommandHelp, 'usage' | 'summary'>): readonly RichTextLeaf[] {
  return [code(usage), literal(' '), foreignText(summary)];
}
